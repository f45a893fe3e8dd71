"""Days and times in words: the one way in which people read them, in each language.

After the GOV.UK style guide: no leading noughts, "am" and "pm" without a space, midday and midnight
by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from theme.lists import joined


@dataclass(frozen=True, slots=True)
class Clock:
    """What the halves of a day and its turning points are called in a language."""

    morning: str
    afternoon: str
    midday: str
    midnight: str
    joined: str
    """How a time follows its day."""


CLOCKS = {
    "en": Clock("am", "pm", "midday", "midnight", "{day} at {time}"),
    "cy": Clock("yb", "yp", "hanner dydd", "hanner nos", "{day} am {time}"),
}


def day_in_words(value: date | None) -> str:
    """Return "12 March 2026" for a day, or for a moment in our own time; empty for None."""
    return date_format(_here(value), "j F Y") if value else ""


def weekday_in_words(value: date | None) -> str:
    """Return "Thursday 12 March 2026", as `day_in_words` with its weekday; empty for None."""
    return date_format(_here(value), "l j F Y") if value else ""


def days_in_words(days: Sequence[date]) -> str:
    """Return "8 and 15 December" for days or moments of one month, else each with its month."""
    here = [_here(day) for day in days]
    if len({(day.year, day.month) for day in here}) != 1:
        return joined([date_format(day, "j F") for day in here])
    numbers = [str(day.day) for day in here]
    month = date_format(here[0], "j F").removeprefix(numbers[0])
    return f"{joined(numbers)}{month}"


def month_in_words(value: date | None) -> str:
    """Return "March 2026" for a day, or for a moment in our own time; empty for None."""
    return date_format(_here(value), "F Y") if value else ""


def time_in_words(value: datetime | time | None) -> str:
    """Return "2.30pm", "11am", "midday" or "midnight"; empty for None."""
    if value is None:
        return ""
    clock, moment = _clock(), _here(value)
    if moment.minute == 0 and moment.hour in (0, 12):
        return clock.midday if moment.hour else clock.midnight
    minutes = f".{moment.minute:02}" if moment.minute else ""
    half = clock.morning if moment.hour < 12 else clock.afternoon
    return f"{moment.hour % 12 or 12}{minutes}{half}"


def moment_in_words(value: datetime | None) -> str:
    """Return "12 March 2026 at 2.30pm"; empty for None."""
    if value is None:
        return ""
    return _clock().joined.format(day=day_in_words(value), time=time_in_words(value))


def _clock() -> Clock:
    return CLOCKS.get((get_language() or "en")[:2], CLOCKS["en"])


def _here(value: Any) -> Any:
    """Return a moment in our own time; a day or a time of day as it is."""
    is_moment = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_moment else value
