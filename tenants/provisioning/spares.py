"""Spare schemas: made ahead of time, so that a new portal only has to be given its name.

A spare is a replayed template that belongs to nobody. A new portal takes one of its kind by
renaming it, in the transaction that makes the portal; whatever goes wrong gives it back. Where
there is none, or none of today's template, the template is replayed there and then.
"""

from secrets import token_hex

from django.conf import settings
from django.db import transaction

from tenants.connection import connection
from tenants.models import Portal, SpareSchema
from tenants.provisioning.fingerprint import template_fingerprint
from tenants.provisioning.schema import drop, rename, replay
from tenants.provisioning.template import Progress, alone, script_for, silent
from tenants.tasks import portal_task


def make_schema(kind: str, schema: str, script: str) -> None:
    """Make the schema of a portal of `kind`, content included, inside the transaction in hand."""
    spares = SpareSchema.objects.filter(kind=kind, fingerprint=template_fingerprint())
    spare = spares.select_for_update(skip_locked=True).order_by("pk").first()
    if spare is None:
        replay(script, schema)
        return
    rename(spare.schema_name, schema)
    spare.delete()


def keep_spares(progress: Progress = silent) -> None:
    """Drop spares of former templates, and make what is missing of today's; safe to repeat."""
    with alone():
        _drop_stale()
        for kind in Portal.Kind.values:
            there = SpareSchema.objects.filter(kind=kind).count()
            for _ in range(there, settings.SPARE_SCHEMAS):
                progress(f"Making a spare schema: {kind}")
                _make(kind)


@portal_task(platform_too=True)
def refill_spares() -> None:
    """Make the spares again that new portals have taken."""
    keep_spares()


def _make(kind: str) -> None:
    script = script_for(kind)
    with transaction.atomic():
        spare = SpareSchema.objects.create(
            schema_name=f"spare_{token_hex(8)}", kind=kind, fingerprint=template_fingerprint()
        )
        replay(script, spare.schema_name)


def _drop_stale() -> None:
    for spare in SpareSchema.objects.exclude(fingerprint=template_fingerprint()):
        with transaction.atomic():
            drop(spare.schema_name)
            spare.delete()
    connection.set_schema_to_public()
