"""What auditors do with the ledger: download it, and have its chain checked (A11)."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.csv_files import write_table
from accounts.ledger import entries, record
from accounts.ledger.finding import Filters
from accounts.ledger.spreadsheet import rows
from accounts.locks import lock
from accounts.models import ChainCheck, LedgerEntry, User
from accounts.rules import can_check_ledger, can_export_ledger
from accounts.tasks import run_chain_check
from accounts.verbs import Verb
from tenants.errors import ServiceError

NOT_YOURS = gettext_lazy("You cannot do this with the ledger.")
GIVEN_UP = timedelta(hours=1)
"""A check that has not ended by then is taken for broken off, and another may begin."""


def export_ledger(*, actor: User, filters: Filters) -> Iterator[str]:
    """Record a download, then return its lines up to that moment. Raises `ServiceError`."""
    if not can_export_ledger(actor):
        raise ServiceError(NOT_YOURS)
    with transaction.atomic():
        written = record(actor=actor, verb=Verb.LEDGER_EXPORTED, detail=filters.in_words())
    before = LedgerEntry.objects.visible_to(actor).filter(number__lt=written.number)
    return write_table(rows(entries(filters.narrow(before))))


def start_chain_check(*, actor: User) -> ChainCheck:
    """Ask the worker for a check; one that runs already will do. Raises `ServiceError`."""
    if not can_check_ledger(actor):
        raise ServiceError(NOT_YOURS)
    with transaction.atomic():
        lock("chain check")
        running = running_check()
        if running:
            return running
        started = ChainCheck.objects.create(asked_by=actor, total=LedgerEntry.objects.count())
        run_chain_check.enqueue(check=started.pk)
    return started


def running_check() -> ChainCheck | None:
    """Return the check that waits or runs."""
    since = timezone.now() - GIVEN_UP
    return ChainCheck.objects.filter(finished_at__isnull=True, asked_at__gt=since).first()
