"""Events as iCalendar (RFC 5545): the rule as a rule, and each date that differs from it by itself.

Times are given with the zone of the portal, so that calendars keep a ten o'clock at ten o'clock
when the clocks change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from icalendar import Calendar, Component, vRecur
from icalendar import Event as CalendarEvent

from cms.events.listing import Choice
from cms.events.models import Event, EventDate, Frequency
from cms.events.models.events import zone
from cms.events.recurrence import days_of, moments, rule_of
from cms.events.words import price_of
from cms.moderation.words import many_lines, one_line
from tenants.current import current

MOST = 300
"""Events in one feed."""
SINCE = timedelta(days=30)
"""How far back a feed goes."""
CONTENT_TYPE = "text/calendar; charset=utf-8"
REFRESH = "PT6H"
LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
"""When the clocks change, as calendars that know no zones by name want it: two rules, no list."""


def feed_of(choice: Choice) -> bytes:
    """Return the feed of the portal in hand for what was chosen."""
    shown = EventDate.objects.shown().filter(ends_at__gt=timezone.now() - SINCE)
    keys = choice.narrow(shown).values("event_id")
    events = Event.objects.shown().filter(pk__in=keys).order_by("pk")
    return calendar_of(events[:MOST], str(current().title))


def calendar_of(events: "QuerySet[Event] | Iterable[Event]", title: str) -> bytes:
    """Return a calendar of these events."""
    events = list(events)
    dates: dict[int, list[EventDate]] = {event.pk: [] for event in events}
    for each in EventDate.objects.filter(event__in=list(dates)):
        dates[each.event_id].append(each)
    calendar = Calendar()
    calendar.add("prodid", "-//Casement//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(title))
    calendar.add("x-wr-timezone", zone().key)
    calendar.add("x-published-ttl", REFRESH)
    calendar.add_component(Component.from_ical(LONDON))
    for event in events:
        for entry in _entries(event, dates[event.pk]):
            calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _entries(event: Event, dates: list[EventDate]) -> Iterator[CalendarEvent]:
    """Yield the event with its rule, then each date that is not as the rule has it."""
    if not dates:
        return
    by_day = {each.original_on: each for each in dates}
    if event.frequency == Frequency.ONCE or event.first_on not in by_day:
        # Without its first day a rule cannot be told to a calendar: each date stands by itself.
        for each in dates:
            own = f"-{each.original_on:%Y%m%d}" if event.frequency != Frequency.ONCE else ""
            yield _entry(event, each, own)
        return
    whole = replace(event.repeat, left_out=frozenset())
    ruled = days_of(whole, event.first_on, max([*by_day, *event.left_out]))
    through = max(by_day)
    off = (day for day in ruled if day not in by_day)
    yield _series(event, [day for day in off if day <= through or day in event.left_out])
    known = set(ruled)
    for each in dates:
        if each.original_on not in known:
            yield _entry(event, each, f"-{each.original_on:%Y%m%d}")
        elif each.is_moved or each.is_called_off or _differs(event, each):
            changed = _entry(event, each)
            changed.add("recurrence-id", _local(event, each.original_on)[0])
            yield changed


def _series(event: Event, missing: list[date]) -> CalendarEvent:
    entry = _described(event, "")
    starts, ends = _local(event, event.first_on)
    entry.add("dtstart", starts)
    entry.add("dtend", ends)
    last = ""
    if event.repeat_until:
        over = datetime.combine(event.repeat_until, time.max, zone()).astimezone(UTC)
        last = f"{over:%Y%m%dT%H%M%SZ}"
    entry.add("rrule", vRecur.from_ical(rule_of(event.repeat, event.first_on, last)))
    if missing:
        entry.add("exdate", [_local(event, day)[0] for day in missing])
    return entry


def _entry(event: Event, each: EventDate, own: str = "") -> CalendarEvent:
    """Return one date by itself."""
    entry = _described(event, own, where=each.where, note=each.note)
    entry.add("dtstart", each.starts_at.astimezone(zone()))
    entry.add("dtend", each.ends_at.astimezone(zone()))
    if each.is_called_off:
        entry["status"] = "CANCELLED"
    return entry


def _described(event: Event, own: str, where: str = "", note: str = "") -> CalendarEvent:
    entry = CalendarEvent()
    entry.add("uid", f"{event.uuid}{own}@{current().primary_domain}")
    entry.add("dtstamp", event.changed_at.astimezone(UTC))
    entry.add("last-modified", event.changed_at.astimezone(UTC))
    entry.add("summary", one_line(event.said("title")))
    link = current().url(event.get_absolute_url())
    parts = [note, event.said("summary"), event.said("description"), price_of(event), link]
    entry.add("description", many_lines("\n\n".join(str(part) for part in parts if part)))
    entry.add("url", link)
    entry.add("status", "CONFIRMED")
    where = where or ", ".join(x for x in (event.place, event.address, event.postcode) if x)
    if where:
        entry.add("location", one_line(where))
    return entry


def _local(event: Event, day: date) -> tuple[datetime, datetime]:
    """Return when the event begins and ends on a day by its rule, in the portal's zone."""
    starts, ends = moments(day, event.start_time, event.end_time, zone())
    return starts.astimezone(zone()), ends.astimezone(zone())


def _differs(event: Event, each: EventDate) -> bool:
    moment: tuple[Any, Any] = moments(each.original_on, event.start_time, event.end_time, zone())
    return (each.starts_at, each.ends_at) != moment
