"""Lists of dates: what the filters in an address choose, page by page without counting off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.days import start_of
from accounts.models import Locality
from cms.events.models.dates import EventDate, EventDateQuerySet
from cms.events.models.events import Audience
from cms.events.words import event_card
from tenants.page_cache import stale_from
from theme.times import day_in_words

PAGE = 20
"""Events, or dates that are over, on one page."""
THEN = 3
"""Further dates that the card of an event names."""
YES = "1"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; anything that makes no sense counts as not chosen."""

    locality: str = ""
    """Slug of a locality."""
    audience: str = ""
    start: date | None = None
    online: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Return what an address asks for."""
        audience = asked.get("audience", "")
        return cls(
            locality=asked.get("locality", "")[:120],
            audience=audience if audience in Audience.values else "",
            start=_day(asked.get("from", "")),
            online=asked.get("online") == YES,
        )

    def fields(self) -> dict[str, str]:
        """Return it as an address holds it."""
        found = {
            "locality": self.locality,
            "audience": self.audience,
            "from": self.start.isoformat() if self.start else "",
            "online": YES if self.online else "",
        }
        return {name: value for name, value in found.items() if value}

    def query(self, **more: str) -> str:
        """Return it as the end of an address, with its question mark; empty for none."""
        words = urlencode(self.fields() | more)
        return f"?{words}" if words else ""

    def narrow(self, dates: EventDateQuerySet) -> EventDateQuerySet:
        """Return the dates that fit."""
        if self.locality:
            dates = dates.filter(event__locality__slug=self.locality)
        if self.audience:
            dates = dates.filter(event__audiences__contains=[self.audience])
        if self.online:
            dates = dates.filter(event__is_online=True)
        if self.start:
            dates = dates.filter(starts_at__gte=start_of(self.start))
        return dates


def listing(choice: Choice, *, here: str, request: HttpRequest) -> dict[str, Any]:
    """Return the context of a list of the events to come, each once with its next dates.

    They stand in the order of their first dates; the page goes stale as one of its dates ends.
    """
    shown = choice.narrow(EventDate.objects.shown().upcoming())
    firsts, last = _page(shown, request.GET.get("after", ""))
    rows = _next_of(shown, firsts)
    if rows:
        stale_from(request, min(each.ends_at for dates in rows for each in dates))
    places = list(Locality.objects.all())
    return {
        "cards": [event_card(dates, THEN) for dates in rows],
        **shown.aggregate(event_count=Count("event", distinct=True), date_count=Count("pk")),
        "older_url": here + choice.query(after=_key(last)) if last else "",
        "newer_url": here + choice.query() if request.GET.get("after") else "",
        "choice": choice,
        "choices": _choices(places),
        "chosen": list(_chosen(choice, places, here)),
        "clear_url": here,
        "feed_url": reverse("events:feed") + choice.query(),
        "calendar_url": reverse("events:calendar") + choice.query(),
        "is_filtered": bool(choice.fields()),
        "event_localities": places,
    }


def past_page(after: str) -> tuple[list[EventDate], str]:
    """Return a page of dates that are over, latest first, and the key of the next page."""
    rows = _with_all(EventDate.objects.shown().over()).order_by("-starts_at", "-pk")
    key = _read_key(after)
    if key:
        moment, pk = key
        rows = rows.filter(Q(starts_at__lt=moment) | Q(starts_at=moment, pk__lt=pk))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], _key(found[PAGE - 1]) if len(found) > PAGE else ""


def next_dates(most: int, *, locality: str = "", audience: str = "") -> list[EventDate]:
    """Return the next date of each of the next few events that are not called off."""
    choice = Choice(locality=locality, audience=audience)
    dates = choice.narrow(EventDate.objects.shown().upcoming().filter(called_off_at__isnull=True))
    found: dict[int, EventDate] = {}
    for each in _with_all(dates).order_by("starts_at", "pk")[: most * 10]:
        found.setdefault(each.event_id, each)
    return list(found.values())[:most]


def _page(dates: EventDateQuerySet, after: str) -> tuple[list[EventDate], EventDate | None]:
    """Return the first date of each event of one page, and the last of them where more follow."""
    firsts = dates.order_by("event_id", "starts_at", "pk").distinct("event_id").values("pk")
    rows = _with_all(EventDate.objects.filter(pk__in=firsts)).order_by("starts_at", "pk")
    key = _read_key(after)
    if key:
        moment, pk = key
        rows = rows.filter(Q(starts_at__gt=moment) | Q(starts_at=moment, pk__gt=pk))
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    return found[:PAGE], found[PAGE - 1] if more else None


def _next_of(dates: EventDateQuerySet, firsts: list[EventDate]) -> list[list[EventDate]]:
    """Return the next few dates of the events whose first dates are given, in their order."""
    found: dict[int, list[EventDate]] = {each.event_id: [] for each in firsts}
    number = Window(RowNumber(), partition_by="event_id", order_by=["starts_at", "pk"])
    rows: Any = _with_all(dates.filter(event__in=list(found)).annotate(number=number))
    for each in rows.filter(number__lte=THEN + 2).order_by("starts_at", "pk"):
        found[each.event_id].append(each)
    return [each for each in found.values() if each]


def _with_all(dates: QuerySet[EventDate]) -> QuerySet[EventDate]:
    return dates.select_related("event", "event__locality")


def _key(last: EventDate | None) -> str:
    return f"{last.starts_at.timestamp():.0f}-{last.pk}" if last else ""


def _read_key(text: str) -> tuple[datetime, int] | None:
    moment, _dash, pk = text.partition("-")
    if not (moment.isascii() and moment.isdecimal() and pk.isascii() and pk.isdecimal()):
        return None
    if len(moment) > 11 or len(pk) > 18:
        return None
    return datetime.fromtimestamp(int(moment), UTC), int(pk)


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and 2000 <= day.year <= 2200 else None


def _choices(places: Iterable[Locality]) -> dict[str, list[tuple[str, str]]]:
    return {
        "localities": [(place.slug, place.title) for place in places],
        "audiences": [(value, capfirst(str(label))) for value, label in Audience.choices],
    }


def _chosen(choice: Choice, places: Iterable[Locality], here: str) -> Iterable[dict[str, str]]:
    names = {place.slug: place.title for place in places}
    if choice.locality:
        rest = replace(choice, locality="")
        yield {"text": names.get(choice.locality, choice.locality), "url": here + rest.query()}
    if choice.audience:
        rest = replace(choice, audience="")
        label = capfirst(str(Audience(choice.audience).label))
        yield {"text": label, "url": here + rest.query()}
    if choice.start:
        rest = replace(choice, start=None)
        yield {
            "text": _("From %(day)s") % {"day": day_in_words(choice.start)},
            "url": here + rest.query(),
        }
    if choice.online:
        rest = replace(choice, online=False)
        yield {"text": _("Online"), "url": here + rest.query()}
