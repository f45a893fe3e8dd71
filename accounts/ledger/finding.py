"""Finding entries of the ledger."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.days import end_of, start_of
from accounts.models import LedgerEntry

PAGE_LENGTH = 50
"""Entries on one page."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What an auditor looks for; what is empty matches everything."""

    what: str = ""
    """A verb."""
    who: str = ""
    """Part of a name, or a person's UUID."""
    about: str = ""
    """Part of a name, or the identity of the thing."""
    since: date | None = None
    until: date | None = None
    """The last day, which counts."""

    def narrow(self, entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
        """Return the entries that match."""
        if self.what:
            entries = entries.filter(verb=self.what)
        if self.who:
            entries = entries.filter(_by(self.who))
        if self.about:
            named = Q(subject_label__icontains=self.about) | Q(subject_id=self.about.lower())
            entries = entries.filter(named)
        if self.since:
            entries = entries.filter(at__gte=start_of(self.since))
        if self.until:
            entries = entries.filter(at__lt=end_of(self.until))
        return entries

    def in_words(self) -> dict[str, str]:
        """Return what is set, as the ledger keeps it."""
        return {name: str(value) for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of entries, newest first, with the numbers from which its neighbours begin."""

    entries: list[LedgerEntry]
    newer: int = 0
    older: int = 0


def page_of(
    found: QuerySet[LedgerEntry], *, below: int = 0, above: int = 0, length: int = PAGE_LENGTH
) -> LedgerPage:
    """Return the page below a number, or the one above; without either, the newest."""
    if above:
        rows = list(found.filter(number__gt=above).order_by("number")[: length + 1])
        shown = rows[:length][::-1]
        return _page(shown, newer=len(rows) > length, older=True)
    if below:
        found = found.filter(number__lt=below)
    rows = list(found.order_by("-number")[: length + 1])
    return _page(rows[:length], newer=bool(below), older=len(rows) > length)


def _page(shown: list[LedgerEntry], *, newer: bool, older: bool) -> LedgerPage:
    if not shown:
        return LedgerPage([])
    return LedgerPage(
        shown,
        newer=shown[0].number if newer else 0,
        older=shown[-1].number if older else 0,
    )


def _by(who: str) -> Q:
    try:
        return Q(actor_uuid=UUID(who))
    except ValueError:
        return Q(actor_label__icontains=who)
