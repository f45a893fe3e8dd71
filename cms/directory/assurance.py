"""When an entry must be confirmed again (C9). Pure: days in, days out."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

CONFIRM_EVERY_MONTHS = 6
"""C9: each entry's provider confirms it every six months."""
GRACE_MONTHS = 2
"""Months for which an overdue entry still shows, marked as such, before it is hidden."""


def months_after(day: date, months: int) -> date:
    """Return the same day of a later (or, negative, earlier) month, or that month's last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(years, month, min(day.day, calendar.monthrange(years, month)[1]))


def confirm_by(assured_on: date) -> date:
    """Return the last day on which an entry assured that day is not overdue."""
    return months_after(assured_on, CONFIRM_EVERY_MONTHS)


def shown_until(assured_on: date) -> date:
    """Return the last day on which an entry assured that day is shown."""
    return months_after(assured_on, CONFIRM_EVERY_MONTHS + GRACE_MONTHS)


def earliest_in_time(day: date) -> date:
    """Return the earliest assurance that is not overdue on a day."""
    return _earliest(day, CONFIRM_EVERY_MONTHS, confirm_by)


def earliest_shown(day: date) -> date:
    """Return the earliest assurance with which an entry still shows on a day."""
    return _earliest(day, CONFIRM_EVERY_MONTHS + GRACE_MONTHS, shown_until)


def _earliest(day: date, months: int, last_day: Callable[[date], date]) -> date:
    """Months differ in length: step over the days whose month that many later was shorter."""
    found = months_after(day, -months)
    while last_day(found) < day:
        found += timedelta(days=1)
    return found
