"""Checking a ledger from its first entry to its last: one way for the command and for the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.chain import START, verify
from accounts.ledger import is_protected
from accounts.models import LedgerEntry

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
        faults = [
            *faults[:MOST_NAMED],
            _("And %(value)s more.") % {"value": len(faults) - MOST_NAMED},
        ]
    if not is_protected():
        faults.append(str(UNPROTECTED))
    return Checked(faults, number, mark)
