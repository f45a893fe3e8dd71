"""Finding entries of the ledger."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.days import end_of, start_of
from accounts.models import LedgerEntry


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


def _by(who: str) -> Q:
    try:
        return Q(actor_uuid=UUID(who))
    except ValueError:
        return Q(actor_label__icontains=who)
