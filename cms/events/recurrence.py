"""When a repeated event takes place: RFC 5545 rules from plain choices, without Django.

Days come first and clock times second: an event at 10:00 is at 10:00 on the wall on each of its
days, whatever the clocks have done in between.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

ONCE, WEEKLY, FORTNIGHTLY = "once", "weekly", "fortnightly"
MONTHLY_DAY, MONTHLY_WEEKDAY = "monthly_day", "monthly_weekday"
WEEKS = {WEEKLY: 1, FORTNIGHTLY: 2}
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST = 500
"""Days that one rule is ever asked for at a time."""
SHORTEST_MONTH = 28
LAST = -1
"""Stands for the last such weekday of a month."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """How an event is repeated; without an end when neither `until` nor `count` is given."""

    frequency: str = ONCE
    weekdays: tuple[int, ...] = ()
    """0 for Monday; by the week and the fortnight alone."""
    until: date | None = None
    """The last day on which it may take place."""
    count: int | None = None
    """How many times it takes place; a day that is left out counts, as in RFC 5545."""
    left_out: frozenset[date] = frozenset()
    """Days on which it does not take place although the rule has them."""


def rule_of(repeat: Repeat, first: date, end: str = "") -> str:
    """Return the RFC 5545 rule, empty for once. `end` replaces how the last day is written."""
    parts = _by_week(repeat, first) if repeat.frequency in WEEKS else _by_month(repeat, first)
    if not parts:
        return ""
    if repeat.until:
        parts.append(f"UNTIL={end or f'{repeat.until:%Y%m%d}T235959'}")
    elif repeat.count:
        parts.append(f"COUNT={repeat.count}")
    return ";".join(parts)


def days_of(repeat: Repeat, first: date, through: date) -> list[date]:
    """Return the days on which it takes place, up to and with `through`; `MOST` at most."""
    on_rule = takewhile(lambda day: day <= through, _days(repeat, first))
    return list(islice((day for day in on_rule if day not in repeat.left_out), MOST))


def left_out_of(repeat: Repeat, first: date) -> list[date]:
    """Return the days that the rule has and that are left out, in order."""
    if not repeat.left_out:
        return []
    whole = replace(repeat, left_out=frozenset())
    return [day for day in days_of(whole, first, max(repeat.left_out)) if day in repeat.left_out]


def place_in_month(day: date) -> int:
    """Return which of its weekdays in the month a day is: 1 to 4, or `LAST` for a fifth."""
    number = (day.day - 1) // 7 + 1
    return number if number < 5 else LAST


def moments(day: date, start: time, end: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when something begins and ends, in UTC; an end at or before the start is next day.

    A time that the clocks skip in spring is read as if they had not: it comes an hour later. A time
    that there is twice in autumn is the first of the two.
    """
    last = day if end > start else day + timedelta(days=1)
    begins = datetime.combine(day, start, zone).astimezone(UTC)
    ends = datetime.combine(last, end, zone).astimezone(UTC)
    if ends <= begins:  # both around the hour that is skipped
        ends = begins + (datetime.combine(last, end) - datetime.combine(day, start))
    return begins, ends


def _days(repeat: Repeat, first: date) -> Iterator[date]:
    rule = rule_of(repeat, first)
    if not rule:
        yield first
        return
    found = rrulestr(rule, dtstart=datetime.combine(first, time.min))
    yield from (moment.date() for moment in found)


def _by_week(repeat: Repeat, first: date) -> list[str]:
    days = sorted({*repeat.weekdays, first.weekday()})
    return [
        "FREQ=WEEKLY",
        f"INTERVAL={WEEKS[repeat.frequency]}",
        f"BYDAY={','.join(CODES[day] for day in days)}",
    ]


def _by_month(repeat: Repeat, first: date) -> list[str]:
    if repeat.frequency == MONTHLY_WEEKDAY:
        return ["FREQ=MONTHLY", f"BYDAY={place_in_month(first)}{CODES[first.weekday()]}"]
    if repeat.frequency != MONTHLY_DAY:
        return []
    if first.day <= SHORTEST_MONTH:
        return ["FREQ=MONTHLY", f"BYMONTHDAY={first.day}"]
    # The 31st is the last day of a shorter month.
    days = ",".join(str(day) for day in range(SHORTEST_MONTH, first.day + 1))
    return ["FREQ=MONTHLY", f"BYMONTHDAY={days}", "BYSETPOS=-1"]
