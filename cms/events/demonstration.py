"""Demonstration events, from `events.yaml` in a demonstration portal's folder.

Days are relative to the day on which the demonstration is made: `weekday: tuesday, week: 1` is the
Tuesday of next week.
"""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from accounts.models import Locality
from cms.content.days import day_of
from cms.events.models import Booking, Event, Frequency
from cms.events.services.schedule import lay_out
from cms.moderation.services import fill
from cms.moderation.states import Status

HOLIDAYS = ((1, 1), (12, 25), (12, 26))
"""Month and day of what repeated events leave out."""


def demonstrate_events(folder: Path) -> None:
    """Make the events of a folder in the portal in hand; none without the file."""
    path = folder / "events.yaml"
    if not path.exists():
        return
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        _make(entry)


def holidays_after(day: date) -> list[date]:
    """Return Christmas Day, Boxing Day and New Year's Day within two years of a day."""
    found = [date(year, *each) for year in range(day.year, day.year + 3) for each in HOLIDAYS]
    return [each for each in found if day < each <= day + timedelta(days=731)]


def _make(entry: dict[str, Any]) -> None:
    event = Event(status=Status.PUBLISHED, decided_at=timezone.now())
    bookings = entry.pop("bookings", [])
    changes = entry.pop("dates", {})
    if sender := entry.pop("sent_in_by", None):
        event.sent_at = timezone.now()
        event.sender_name, event.sender_email = sender["name"], sender["email"]
        event.status = Status.WAITING
    first = day_of(entry.pop("weekday"), entry.pop("week"), timezone.localdate())
    if name := entry.pop("locality", ""):
        event.locality = Locality.objects.get(name=name)
    start, end = (_clock(entry.pop(key)) for key in ("start", "end"))
    fill(event, entry | {"first_on": first, "start_time": start, "end_time": end})
    if event.frequency in ("weekly", "fortnightly"):
        event.weekdays = [first.weekday()]
    if event.frequency != Frequency.ONCE:
        event.left_out = holidays_after(first)
    event.full_clean()
    event.save()
    lay_out(event, made_anew=True)
    _change(event, changes, bookings)


def _change(event: Event, changes: dict[int, str], bookings: list[dict[str, Any]]) -> None:
    """Call dates off by their number, and book places on the first."""
    dates = list(event.dates.upcoming())
    for number, note in changes.items():
        dates[number].called_off_at, dates[number].note = timezone.now(), note
        dates[number].save()
    for booking in bookings:
        made = Booking.objects.create(date=dates[0], **booking)
        dates[0].places_taken += made.places
        dates[0].save()


def _clock(text: str) -> time:
    return time.fromisoformat(text)
