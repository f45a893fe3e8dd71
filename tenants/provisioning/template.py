"""The template of each kind of portal: built once, kept as a dump, made anew when it changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from tenants.connection import connection
from tenants.models import Portal, PortalTemplate
from tenants.provisioning.fingerprint import migrations_fingerprint, template_fingerprint
from tenants.provisioning.schema import (
    TEMPLATE_SCHEMA,
    create_by_migrations,
    drop,
    dump,
    replay,
)
from tenants.signals import template_filling

BASE = "base"
"""Kind of the bare migrated schema, without content."""
BUILDING_LOCK = 0x63617365
Progress = Callable[[str], None]


def silent(step: str) -> None:
    """Report nothing."""


def script_for(kind: str, progress: Progress = silent) -> str:
    """Return the dump from which portals of `kind` are made, building it first when it is stale."""
    wanted = migrations_fingerprint() if kind == BASE else template_fingerprint()
    kept = _kept(kind, wanted)
    if kept is not None:
        return kept
    with alone():
        return _kept(kind, wanted) or _build(kind, wanted, progress)


def prepare_templates(progress: Progress = silent) -> None:
    """Build every template that is missing or stale."""
    for kind in (BASE, *Portal.Kind.values):
        script_for(kind, progress)


def _kept(kind: str, fingerprint: str) -> str | None:
    found = PortalTemplate.objects.filter(kind=kind, fingerprint=fingerprint)
    script: str | None = found.values_list("script", flat=True).first()
    return script


def _build(kind: str, fingerprint: str, progress: Progress) -> str:
    base = None if kind == BASE else _kept(BASE, migrations_fingerprint())
    if kind != BASE and base is None:
        base = _build(BASE, migrations_fingerprint(), progress)
    progress(f"Building the template: {kind}")
    drop(TEMPLATE_SCHEMA)
    try:
        if base is None:
            create_by_migrations(TEMPLATE_SCHEMA)
        else:
            with transaction.atomic():
                replay(base, TEMPLATE_SCHEMA)
                _fill(kind)
        script = dump(TEMPLATE_SCHEMA)
    finally:
        connection.set_schema_to_public()
        drop(TEMPLATE_SCHEMA)
    PortalTemplate.objects.update_or_create(
        kind=kind, defaults={"fingerprint": fingerprint, "script": script}
    )
    return script


def _fill(kind: str) -> None:
    connection.set_schema(TEMPLATE_SCHEMA)
    try:
        template_filling.send(sender=PortalTemplate, kind=kind)
    finally:
        connection.set_schema_to_public()


@contextmanager
def alone() -> Iterator[None]:
    """Let one process build at a time; the others wait, then find it done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [BUILDING_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [BUILDING_LOCK])
