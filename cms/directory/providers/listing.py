"""Which entries a provider sees, and where each of them stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.directory.assurance import ASK_DAYS_BEFORE
from cms.directory.models import EntryReport, Location, Organisation, ProposedChange, Service
from cms.directory.models.services import SHOWN_STATUSES
from theme.times import day_in_words

PAGE = 50
"""Entries on a page."""
FIRST = 30
"""Entries that are asked about at once, and changes that are listed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a service stands: a word for its tag, the tag's colour, and what follows from it."""

    word: str
    colour: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list."""

    service: Service
    standing: Standing
    waiting: ProposedChange | None
    may_confirm: bool


def standing_of(service: Service) -> Standing:
    """Return where a service stands today."""
    if service.visibility == Service.Visibility.DRAFT:
        return Standing(_("Not published yet"), "grey")
    if service.visibility == Service.Visibility.HIDDEN:
        return Standing(_("Hidden by the team"), "grey")
    if service.status in (Service.Status.INACTIVE, Service.Status.DEFUNCT):
        return Standing(str(service.get_status_display()), "grey", _("It does not show."))
    if not service.is_shown:
        return Standing(_("No longer shown"), "red", _("Check it, and it shows again at once."))
    if service.is_overdue:
        last = day_in_words(service.shown_until)
        return Standing(_("Overdue"), "red", _("It shows until %(day)s.") % {"day": last})
    due = day_in_words(service.confirm_by)
    return Standing(_("Shown"), "green", _("To be checked by %(day)s.") % {"day": due})


def lines_of(services: Iterable[Service]) -> list[Line]:
    """Return services as lines, each with the change that waits."""
    found = list(services)
    keys = [each.pk for each in found]
    kind = ProposedChange.Kind.SERVICE
    changes = ProposedChange.objects.waiting().filter(kind=kind, entry_id__in=keys)
    waiting = {each.entry_id: each for each in changes}
    return [
        Line(each, standing_of(each), waiting.get(each.pk), is_confirmable(each)) for each in found
    ]


def is_confirmable(service: Service) -> bool:
    """Whether there is any use in saying that an entry is right: it is published and runs."""
    is_published = service.visibility == Service.Visibility.PUBLISHED
    return is_published and service.status in SHOWN_STATUSES


def to_confirm(organisations: QuerySet[Organisation], today: date) -> QuerySet[Service]:
    """Return the entries that are overdue or soon will be, the oldest first."""
    rows = Service.objects.asked_about().due_by(today + timedelta(days=ASK_DAYS_BEFORE))
    return (
        rows.filter(organisation__in=organisations)
        .select_related("organisation")
        .order_by("assured_on", "name", "pk")
    )


def waiting_of(organisations: QuerySet[Organisation]) -> QuerySet[ProposedChange]:
    """Return what waits of some organisations."""
    rows = ProposedChange.objects.waiting().filter(organisation__in=organisations)
    return rows.select_related("organisation")


def reports_of(organisations: QuerySet[Organisation]) -> QuerySet[EntryReport]:
    """Return what readers say is wrong with some organisations' entries, until it is dealt with."""
    return EntryReport.objects.unanswered().filter(service__organisation__in=organisations)


def decided_of(organisations: QuerySet[Organisation]) -> QuerySet[ProposedChange]:
    """Return what was decided lately about some organisations' changes."""
    since = timezone.now() - timedelta(days=60)
    rows = ProposedChange.objects.filter(
        organisation__in=organisations,
        decided_at__gte=since,
        state__in=[ProposedChange.State.ACCEPTED, ProposedChange.State.REFUSED],
    )
    return rows.select_related("organisation").order_by("-decided_at")


def places_of(organisation: Organisation) -> dict[str, list[Location]]:
    """Return an organisation's own places, and those that it shares with others."""
    own = set(Location.objects.used_by_alone(organisation).values_list("pk", flat=True))
    used: dict[str, list[Any]] = {"own": [], "shared": []}
    for place in Location.objects.used_by(organisation)[:PAGE]:
        used["own" if place.pk in own else "shared"].append(place)
    return used


def after(rows: Any, mark: str) -> Any:
    """Return the rows, ordered by name, that come after `<name>~<key>`; else all of them."""
    name, _dash, key = mark.rpartition("~")
    try:
        pk = UUID(key)
    except ValueError:
        return rows
    return rows.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))
