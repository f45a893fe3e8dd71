"""Bringing the whole installation up to date: `public`, templates, every portal."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError

from tenants.connection import connection
from tenants.current import portal_context
from tenants.gazetteer import load_sample
from tenants.models import Portal
from tenants.provisioning.fingerprint import migrations_fingerprint
from tenants.provisioning.spares import keep_spares
from tenants.provisioning.template import Progress, prepare_templates
from tenants.signals import portal_prepared

Fault = tuple[str, str]
"""A portal's slug and what went wrong."""


def prepare_installation(progress: Progress) -> list[Fault]:
    """Migrate `public`, renew templates and spares, migrate what is behind, refresh addresses.

    A portal that fails is reported and the others carry on. Nothing is done twice: a second run
    compares fingerprints and changes nothing.
    """
    connection.set_schema_to_public()
    progress("Migrating the shared schema")
    call_command("migrate_schemas", shared=True, verbosity=0)
    connection.set_schema_to_public()
    if settings.DEMONSTRATION:
        load_sample()
    prepare_templates(progress)
    keep_spares(progress)
    faults = [fault for portal in behind() for fault in _attempt(_migrate, portal, progress)]
    for portal in Portal.objects.serving():
        faults += _attempt(_refresh, portal, lambda step: None)
    return faults


def behind() -> Iterator[Portal]:
    """Yield the portals whose schema lacks migrations, by fingerprint."""
    yield from Portal.objects.exclude(migrated_to=migrations_fingerprint())


def _attempt(
    work: Callable[[Portal, Progress], None], portal: Portal, progress: Progress
) -> list[Fault]:
    try:
        work(portal, progress)
    except DatabaseError as error:
        return [(portal.slug, str(error).strip())]
    finally:
        connection.set_schema_to_public()
    return []


def _migrate(portal: Portal, progress: Progress) -> None:
    progress(f"Migrating {portal.slug}")
    call_command("migrate_schemas", schema_name=portal.schema_name, verbosity=0)
    connection.set_schema_to_public()
    Portal.objects.filter(pk=portal.pk).update(migrated_to=migrations_fingerprint())


def _refresh(portal: Portal, progress: Progress) -> None:
    with portal_context(portal):
        portal_prepared.send(sender=Portal, portal=portal)
