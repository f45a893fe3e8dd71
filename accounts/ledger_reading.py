"""Finding entries of the ledger, and saying what they hold in words."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.days import last_day_before
from accounts.models import LedgerEntry
from accounts.roles import ROLES
from theme.times import day_in_words, moment_in_words

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?[+-]\d\d:\d\d\Z")
"""A moment as a detail keeps it."""
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
            entries = entries.filter(at__gte=_midnight(self.since))
        if self.until:
            entries = entries.filter(at__lt=_midnight(self.until + timedelta(days=1)))
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


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def rows_of(detail: Any) -> list[dict[str, str]]:
    """Return an entry's detail as rows of a summary list."""
    if not isinstance(detail, dict):
        return [{"key": _("Detail"), "value": in_words(detail)}]
    return [
        {"key": name_in_words(key), "value": in_words(value, key)} for key, value in detail.items()
    ]


def detail_in_words(detail: Any) -> str:
    """Return an entry's detail as one line."""
    return "; ".join(f"{row['key']}: {row['value']}" for row in rows_of(detail))


def name_in_words(key: str) -> str:
    """Return the name of something in a detail as the beginning of a line."""
    words = key.replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "–"


def in_words(value: Any, key: str = "") -> str:
    """Return something in a detail as text; a role by its title."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return "; ".join(
            f"{name_in_words(name)}: {in_words(it, name)}" for name, it in value.items()
        )
    if isinstance(value, list):
        return ", ".join(in_words(item, key) for item in value) or _("None")
    if key in ("role", "roles") and value in ROLES:
        return ROLES[value].title
    if key == "until" and MOMENT.match(str(value)):
        return _last_day(str(value))
    return _moment(str(value))


def _last_day(text: str) -> str:
    """Return the last day of which something that ends at a moment still has a part."""
    try:
        return day_in_words(last_day_before(datetime.fromisoformat(text)))
    except ValueError:
        return text


def _moment(text: str) -> str:
    """Return a moment in our own time; any other text as it is."""
    if not MOMENT.match(text):
        return text
    try:
        return moment_in_words(datetime.fromisoformat(text))
    except ValueError:
        return text
