"""What the console knows about the inside of portals: sizes, moments and counts, never names."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from psycopg2 import sql
from wagtail.models import Page

from tenants.connection import connection
from tenants.current import portal_context
from tenants.models import Portal

LEDGER_TABLE = "accounts_ledgerentry"
"""Named here because the ledger stands above this app; it has an entry for all that matters."""

SIZES = """
    SELECT n.nspname, sum(pg_total_relation_size(c.oid))::bigint,
           count(*) FILTER (WHERE c.relname = ANY(%s))
    FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid
    WHERE n.nspname = ANY(%s) AND c.relkind IN ('r', 'm', 'S')
    GROUP BY n.nspname
"""
ACTIVITY = sql.SQL(
    "SELECT {name}, greatest((SELECT max(last_login) FROM {people}),"
    " (SELECT at FROM {ledger} ORDER BY number DESC LIMIT 1))"
)


@dataclass(frozen=True, slots=True)
class SchemaFigures:
    """One portal's schema from outside. A schema that is not there has no bytes."""

    size: int = 0
    """Bytes on the database's disk, indexes included."""
    last_activity: datetime | None = None
    """When somebody last signed in or did something that the ledger keeps."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a portal holds. None where the database cannot say, its schema being gone."""

    people: int | None
    pages: int | None
    files: int
    file_bytes: int


def schema_figures(portals: Iterable[Portal]) -> Mapping[str, SchemaFigures]:
    """Return the figures of each portal by its schema: two queries for any number of portals."""
    sizes, complete = _sizes([portal.schema_name for portal in portals])
    moments = _last_activity(complete)
    return {schema: SchemaFigures(size, moments.get(schema)) for schema, size in sizes.items()}


def counts_of(portal: Portal) -> Counts:
    """Count a portal's people and pages in its schema, and its files on the disk."""
    people, pages = _rows_of(portal)
    sizes = list(_file_sizes(Path(settings.MEDIA_ROOT) / portal.schema_name))
    return Counts(people, pages, files=len(sizes), file_bytes=sum(sizes))


def _sizes(schemas: list[str]) -> tuple[dict[str, int], list[str]]:
    """Return bytes by schema, and the schemas that have what activity is read from."""
    needed = [_people_table(), LEDGER_TABLE]
    with connection.cursor() as cursor:
        cursor.execute(SIZES, [needed, schemas])
        rows = cursor.fetchall()
    complete = [schema for schema, _size, found in rows if found == len(needed)]
    return {schema: size for schema, size, _found in rows}, complete


def _last_activity(schemas: list[str]) -> dict[str, datetime | None]:
    if not schemas:
        return {}
    parts = [
        ACTIVITY.format(
            name=sql.Literal(schema),
            people=sql.Identifier(schema, _people_table()),
            ledger=sql.Identifier(schema, LEDGER_TABLE),
        )
        for schema in schemas
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(parts).as_string(cursor.cursor))
        return dict(cursor.fetchall())


def _rows_of(portal: Portal) -> tuple[int | None, int | None]:
    if portal.schema_name not in _sizes([portal.schema_name])[1]:
        return None, None
    with portal_context(portal):
        # The tree's root is not a page that anybody sees.
        return get_user_model().objects.count(), Page.objects.filter(depth__gt=1).count()


def _people_table() -> str:
    return get_user_model()._meta.db_table


def _file_sizes(folder: Path) -> Iterable[int]:
    for place, _folders, names in os.walk(folder):
        for name in names:
            try:
                yield (Path(place) / name).lstat().st_size
            except FileNotFoundError:  # deleted meanwhile
                continue
