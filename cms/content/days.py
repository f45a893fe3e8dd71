"""Days in content files that are made whenever they are read: a weekday, so many weeks on."""

from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_of(weekday: str, week: int, today: date) -> date:
    """Return the weekday of this week, or of so many weeks from it."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=week, days=WEEKDAYS.index(weekday))
