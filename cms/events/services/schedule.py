"""Keeping an event's dates in step with its rule."""

from datetime import date, timedelta

from django.utils import timezone

from cms.events.models import Event, EventDate
from cms.events.models.events import zone
from cms.events.recurrence import days_of, moments
from cms.events.search_source import index_event

AHEAD = timedelta(days=400)
"""How far ahead dates are made of a rule that has no end, or a distant one."""


def lay_out(event: Event, *, made_anew: bool = False) -> list[EventDate]:
    """Make the dates that an event's rule has until `AHEAD`; return those whose time changed.

    Dates that are over stay as they were. So do dates that were moved by themselves, unless nothing
    was announced yet (`made_anew`). A day that the rule no longer has goes; where people booked it,
    it is returned without being touched: the caller calls it off.
    """
    today = timezone.localdate()
    wanted = days_of(event.repeat, event.first_on, max(today + AHEAD, event.first_on))
    there = {each.original_on: each for each in event.dates.select_for_update()}
    changed: list[EventDate] = []
    fresh: list[EventDate] = []
    for day in wanted:
        known = there.pop(day, None)
        if known is None:
            if day >= today or made_anew or day == event.first_on:
                fresh.append(_fresh(event, day))
        elif _put_right(event, known):
            changed.append(known)
    EventDate.objects.bulk_create(fresh)
    gone = [each for each in there.values() if made_anew or not each.is_over]
    kept = [each for each in gone if each.bookings.active().exists()]
    EventDate.objects.filter(pk__in=[each.pk for each in gone if each not in kept]).delete()
    index_event(event.pk)
    return changed + kept


def is_on_rule(event: Event, each: EventDate) -> bool:
    """Whether the rule still has a date's day."""
    return each.original_on in days_of(event.repeat, event.first_on, each.original_on)


def extend_all(today: date) -> int:
    """Make the further dates of every rule without an end; return how many. Safe to repeat."""
    before = EventDate.objects.count()
    repeated = Event.objects.exclude(frequency="once")
    for event in repeated.select_for_update().iterator(200):
        if not event.repeat_until or event.repeat_until >= today:
            lay_out(event)
    return EventDate.objects.count() - before


def _fresh(event: Event, day: date) -> EventDate:
    starts, ends = moments(day, event.start_time, event.end_time, zone())
    return EventDate(
        event=event,
        original_on=day,
        starts_at=starts,
        ends_at=ends,
        capacity=event.capacity if event.takes_bookings else None,
    )


def _put_right(event: Event, known: EventDate) -> bool:
    """Bring a date to the event's times and capacity; return whether its time changed."""
    if known.is_over:
        return False
    capacity = event.capacity if event.takes_bookings else None
    if capacity is not None:
        capacity = max(capacity, known.places_taken)  # nobody loses a place that they have
    starts, ends = moments(known.original_on, event.start_time, event.end_time, zone())
    moved = not known.is_moved and (known.starts_at, known.ends_at) != (starts, ends)
    if not moved and known.capacity == capacity:
        return False
    if moved:
        known.starts_at, known.ends_at = starts, ends
    known.capacity = capacity
    known.save(update_fields=["starts_at", "ends_at", "capacity"])
    return moved
