"""What the worker does for people and the ledger."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from accounts.ledger import entries, record
from accounts.ledger.checking import CHUNK, check_chain
from accounts.models import ChainCheck, LedgerEntry
from accounts.verbs import Verb
from tenants.tasks import portal_task


@portal_task(platform_too=True)
def run_chain_check(*, check: int) -> None:
    """Check the whole chain, say meanwhile how far it is, and write the result into the ledger."""
    row = ChainCheck.objects.filter(pk=check, finished_at__isnull=True).first()
    if row is None:
        return
    found = check_chain(_watched(row))
    with transaction.atomic():
        row.faults, row.checked, row.finished_at = found.faults, found.number, timezone.now()
        row.total = max(row.total, row.checked)
        row.save(update_fields=["faults", "checked", "total", "finished_at"])
        record(
            actor=row.asked_by,
            verb=Verb.LEDGER_CHECKED,
            detail={
                "right": found.is_right,
                "last_entry": found.number,
                "last_hash": found.mark,
                "faults": len(found.faults),
            },
        )


def _watched(row: ChainCheck) -> Iterator[LedgerEntry]:
    for checked, entry in enumerate(entries(), start=1):
        if checked % CHUNK == 0:
            ChainCheck.objects.filter(pk=row.pk).update(checked=checked)
        yield entry
