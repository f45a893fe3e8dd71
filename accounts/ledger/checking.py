"""Checking a ledger from its first entry to its last: one way for the command and for the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.ledger.chain import START, verify
from accounts.models import LedgerEntry
from tenants.current import current, portal_context
from tenants.models import Portal
from tenants.platform import Platform

CHUNK = 2_000
"""Entries in the memory at a time."""
UNPROTECTED = gettext_lazy("The database no longer refuses changes: its trigger is off.")
MOST_NAMED = 100
"""Faults that are kept one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: its faults, and the last entry's number and hash.

    Kept elsewhere, number and hash show later whether the end of a chain was cut off, which a chain
    cannot tell of itself.
    """

    faults: list[str]
    number: int
    mark: str

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def check_chain(entries: Iterable[LedgerEntry]) -> Checked:
    """Check the ledger of the schema in hand, whose entries these are, in order."""
    number, mark = 0, START

    def remembering() -> Iterator[LedgerEntry]:
        nonlocal number, mark
        for entry in entries:
            number, mark = entry.number, entry.hash
            yield entry

    faults = [str(fault) for fault in verify(remembering())]
    if len(faults) > MOST_NAMED:
        more = _("And %(value)s more.") % {"value": len(faults) - MOST_NAMED}
        faults = [*faults[:MOST_NAMED], more]
    if not is_protected():
        faults.append(str(UNPROTECTED))
    return Checked(faults, number, mark)


def entries(found: QuerySet[LedgerEntry] | None = None) -> Iterator[LedgerEntry]:
    """Return the chain, or what is found of it, from its first entry to its last.

    It is read a chunk at a time, each in the portal in hand now, wherever the entries are drawn.
    """
    rows = LedgerEntry.objects.all() if found is None else found
    return _drawn(current(), rows.order_by("number"))


def _drawn(portal: Portal | Platform, rows: QuerySet[LedgerEntry]) -> Iterator[LedgerEntry]:
    last: int | None = None
    while True:
        with portal_context(portal):
            chunk = list((rows.filter(number__gt=last) if last else rows)[:CHUNK])
        yield from chunk
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].number


def is_protected() -> bool:
    """Whether the database still refuses to change the ledger of the schema in hand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_catalog.pg_trigger "
            "WHERE tgrelid = %s::regclass AND tgname = 'ledger_append_only' AND tgenabled = 'A'",
            [LedgerEntry._meta.db_table],
        )
        return bool(cursor.fetchone()[0])
