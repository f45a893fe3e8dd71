"""Days of the calendar and the moments at which they begin and end, in the portal's time zone."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

_INSTANT = timedelta(microseconds=1)
YEARS_AHEAD = 50
"""So many years ahead somebody may plan."""


def start_of(day: date) -> datetime:
    """Return the moment at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over: what is given until a day holds all of that day."""
    return start_of(day + timedelta(days=1))


def is_past(day: date) -> bool:
    """Whether a day is over."""
    return day < timezone.localdate()


def is_too_far(day: date) -> bool:
    """Whether a day is so far ahead that it must be a slip."""
    return day.year > timezone.localdate().year + YEARS_AHEAD


def last_day_before(moment: datetime) -> date:
    """Return the last day of which something that ends at that moment still has a part."""
    return timezone.localtime(moment - _INSTANT).date()
