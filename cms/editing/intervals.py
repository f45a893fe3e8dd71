"""When a page is reviewed and when somebody is reminded: plain arithmetic on days."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

AHEAD = timedelta(days=28)
"""How long before its day the first reminder goes out."""
USUAL = 12
"""Months between two reviews of a page whose type says nothing else."""
BY_TYPE: Mapping[str, int] = {
    "homepage": 6,
    "contactpage": 6,
    "servicepage": 6,
    "faqpage": 6,
    "campaignpage": 3,
    "programmepage": 6,
    "publicationpage": 24,
}
"""Model of a page → months between two reviews: what changes often is looked at often."""


def months_for(model: str) -> int:
    """Return the usual months between two reviews of pages of a model."""
    return BY_TYPE.get(model, USUAL)


def later(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def reminder_days(due: date) -> Iterator[date]:
    """Yield the days of reminders: four weeks before, on the day, and each month after it."""
    yield due - AHEAD
    months = 0
    while True:
        yield later(due, months)
        months += 1


def reminder_due(due: date, today: date, reminded: date | None) -> bool:
    """Whether a reminder is to go out today: its day has come, and none has gone out since."""
    newest = None
    for day in reminder_days(due):
        if day > today:
            break
        newest = day
    return newest is not None and (reminded is None or reminded < newest)
