"""When an entry must be confirmed again (C9). Pure: days in, days out."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

CONFIRM_EVERY_MONTHS = 6
"""C9: each entry's provider confirms it every six months."""
GRACE_MONTHS = 2
"""Months for which an overdue entry still shows, marked as such, before it is hidden."""

ASK_DAYS_BEFORE = 28
"""Days before an entry is due on which its provider is first asked (C9)."""
WARN_DAYS_BEFORE = 14
"""Days before it is hidden on which they are asked for the last time."""


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


def asked_on(assured_on: date) -> tuple[date, date, date]:
    """Return the days on which a provider is asked: before it is due, on that day, at the end."""
    due, last = confirm_by(assured_on), shown_until(assured_on)
    return due - timedelta(days=ASK_DAYS_BEFORE), due, last - timedelta(days=WARN_DAYS_BEFORE)


def is_asked(assured_on: date, reminded_on: date | None, today: date) -> bool:
    """Whether a provider is to be asked today about an entry: each time once, never when hidden.

    A day on which nobody was asked is made up for; of several, the latest alone.
    """
    past = [day for day in asked_on(assured_on) if day <= today]
    if not past or today > shown_until(assured_on):
        return False
    return reminded_on is None or reminded_on < past[-1]


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
