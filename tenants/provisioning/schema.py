"""Making, dumping, replaying and dropping schemas."""

import os
import subprocess
import sys
from importlib import import_module
from typing import Any

from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

from tenants.connection import connection
from tenants.postgres.binaries import tools

TEMPLATE_SCHEMA = "casement_template"
"""Name under which a template is built and dumped; the dump is replayed under another."""


ASKS_WHEN_READ = "wagtail_localize.migrations.0001_initial"
"""A migration whose order and models depend on what is migrated already."""


class DumpFailed(Exception):
    """The dump of a template could not be made; the text is pg_dump's own."""


def create_by_migrations(schema: str) -> None:
    """Make a schema the slow way: every migration of every portal app."""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    try:
        _read_for(schema)
        call_command("migrate_schemas", tenant=True, schema_name=schema, verbosity=0)
    finally:
        sys.modules.pop(ASKS_WHEN_READ, None)
        connection.set_schema_to_public()


def _read_for(schema: str) -> None:
    """Read anew what asks, when it is read, which migrations the schema in hand has: none yet.

    Without its own list of migrations a new schema would answer with that of `public`.
    """
    connection.set_schema(schema)
    MigrationRecorder(connection).ensure_schema()
    sys.modules.pop(ASKS_WHEN_READ, None)
    import_module(ASKS_WHEN_READ)


def drop(schema: str) -> None:
    """Drop a schema with all that is in it, if it is there."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


def rename(schema: str, name: str) -> None:
    """Give a schema another name."""
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER SCHEMA "{schema}" RENAME TO "{name}"')


def dump(schema: str) -> str:
    """Return the SQL that makes `schema` again, content included (it must be committed)."""
    finished = subprocess.run(  # noqa: S603  (a fixed program with our own arguments)
        [
            str(tools(tls="EMBEDDED" not in connection.settings_dict).pg_dump),
            *("--schema", schema, "--inserts", "--rows-per-insert=500"),
            *("--no-owner", "--no-privileges", "--no-comments", "--no-security-labels"),
        ],
        env=_libpq_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        raise DumpFailed(finished.stderr.strip())
    return _body(finished.stdout)


def replay(script: str, schema: str) -> None:
    """Make `schema` from a dump of the template, inside the transaction in hand.

    The dump names everything in full and the template's name occurs in it as a name only.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = ''")
        cursor.execute("SET LOCAL check_function_bodies = false")
        cursor.cursor.execute(script.replace(TEMPLATE_SCHEMA, schema))


def _body(output: str) -> str:
    """Return a dump without what belongs to psql and to the dumping session."""
    start = output.index("CREATE SCHEMA")
    end = output.rindex("-- PostgreSQL database dump complete")
    return output[start:end]


def _libpq_environment() -> dict[str, str]:
    connection.ensure_connection()
    parameters: dict[str, Any] = connection.connection.info.dsn_parameters
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "dbname": "PGDATABASE",
        "sslmode": "PGSSLMODE",
    }
    known = {names[key]: value for key, value in parameters.items() if key in names}
    return {**os.environ, **known, "PGPASSWORD": connection.connection.info.password or ""}
