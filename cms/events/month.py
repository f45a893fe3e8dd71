"""A month as weeks of days, Monday first. Pure."""

import re
from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

FIRST_YEAR, LAST_YEAR = 2000, 2200
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})\Z")


@dataclass(frozen=True, slots=True)
class Day:
    """One cell: a day of the month shown or of the one beside it, and what takes place."""

    day: date
    is_in_month: bool
    items: list[Any] = field(default_factory=list)


def read_month(text: str, today: date) -> date:
    """Return the first day of the month in `2026-11`; of this month when it is none."""
    found = _MONTH.match(text)
    if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


def month_after(first: date, months: int = 1) -> date:
    """Return the first day of the month so many months after, or before."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def weeks_of(first: date, items: Mapping[date, Iterable[Any]]) -> list[list[Day]]:
    """Return the weeks that hold a day of the month."""
    return [
        [Day(day, day.month == first.month, list(items.get(day, ()))) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
