"""What the API can be asked: each parameter once, for reading it and for describing it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from cms.directory.models.schedules import DAYS
from cms.directory.nearness import FARTHEST
from cms.search import clean_words
from tenants.gazetteer import find_point

PER_PAGE, MOST_PER_PAGE = 50, 100
NEAR = 5_000
"""Metres around a postcode when no distance is given."""
HIGHEST = 1_000_000


class BadParameter(ValueError):
    """Something that was asked makes no sense; the text is for people who write programs."""


def _text(value: str) -> str:
    return clean_words(value)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not (value.isascii() and value.isdecimal() and len(value) <= 9):
            raise BadParameter("must be a whole number")
        if not least <= int(value) <= most:
            raise BadParameter(f"must be from {least} to {most}")
        return int(value)

    return read


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise BadParameter("must be a UUID") from None


def _uuids(value: str) -> list[UUID]:
    return [_uuid(part.strip()) for part in value.split(",")[:20]]


def _time(value: str) -> time:
    try:
        found = parse_time(value)
    except ValueError:
        found = None
    if found is None:
        raise BadParameter("must be a time such as 09:30")
    return found.replace(tzinfo=None)


def _moment(value: str) -> datetime:
    try:
        found = parse_datetime(value.replace(" ", "+")) or _midnight(parse_date(value))
        return timezone.make_aware(found) if timezone.is_naive(found) else found
    except (ValueError, OverflowError):
        raise BadParameter("must be a date or a date and time in ISO 8601") from None


def _midnight(day: date | None) -> datetime:
    if day is None:
        raise ValueError
    return datetime.combine(day, time.min)


def _day(value: str) -> str:
    """Take `MO`, `Mon` or `Monday`."""
    code = value[:2].upper()
    names = {"MO": "monday", "TU": "tuesday", "WE": "wednesday", "TH": "thursday"}
    names |= {"FR": "friday", "SA": "saturday", "SU": "sunday"}
    if code not in DAYS or not names[code].startswith(value.lower()):
        raise BadParameter("must be a day of the week, such as MO")
    return code


def _postcode(value: str) -> Any:
    point = find_point(value)
    if point is None:
        raise BadParameter("is not a postcode that we know")
    return point


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the query."""

    name: str
    read: Callable[[str], Any]
    schema: dict[str, Any]
    description: str


_NUMBER, _STRING = {"type": "integer"}, {"type": "string"}
PAGING = (
    Parameter("page", _whole(1, HIGHEST), {**_NUMBER, "minimum": 1}, "Which page, from 1."),
    Parameter(
        "per_page",
        _whole(1, HIGHEST),
        {**_NUMBER, "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
        f"Results a page: {PER_PAGE} unless told, {MOST_PER_PAGE} at most.",
    ),
)
FILTERS = (
    Parameter("search", _text, _STRING, "Words that all results have."),
    Parameter(
        "taxonomy_term_id", _uuids, _STRING, "With any of these terms: UUIDs between commas."
    ),
    Parameter(
        "taxonomy_id", _uuids, _STRING, "With any term of these taxonomies: UUIDs between commas."
    ),
    Parameter(
        "minimum_age", _whole(0, 120), _NUMBER, "Whose minimum age is at least this, in years."
    ),
    Parameter(
        "maximum_age", _whole(0, 120), _NUMBER, "Whose maximum age is at most this, in years."
    ),
    Parameter("start_time", _time, _STRING, "That open at this time or later."),
    Parameter("end_time", _time, _STRING, "That close at this time or earlier."),
    Parameter("day", _day, {**_STRING, "enum": list(DAYS)}, "That are open on this day."),
    Parameter("postcode", _postcode, _STRING, "Near this postcode."),
    Parameter(
        "proximity",
        _whole(1, FARTHEST),
        {**_NUMBER, "maximum": FARTHEST, "default": NEAR},
        "Metres around the postcode.",
    ),
    Parameter(
        "modified_after",
        _moment,
        {**_STRING, "format": "date-time"},
        "Changed at this moment or later.",
    ),
)


def read(query: QueryDict, parameters: tuple[Parameter, ...]) -> dict[str, Any]:
    """Return what was asked; others are ignored. Raises `BadParameter`, naming the first."""
    asked = dict(_read(query, parameters))
    if "proximity" in asked and "postcode" not in asked:
        raise BadParameter("proximity needs a postcode.")
    return asked


def _read(query: QueryDict, parameters: tuple[Parameter, ...]) -> Iterator[tuple[str, Any]]:
    for parameter in parameters:
        value = query.get(parameter.name, "").strip()
        if not value:
            continue
        try:
            yield parameter.name, parameter.read(value)
        except BadParameter as error:
            raise BadParameter(f"{parameter.name} {error}.") from None
