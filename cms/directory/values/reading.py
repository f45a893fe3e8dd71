"""The values that an entry has now, and how two sets of values differ."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from cms.directory.models import Location, Organisation, Schedule, Service
from cms.directory.models.schedules import DAYS
from cms.directory.values.shape import SHAPES, TIMES, Part, shape_of

Values = dict[str, Any]
Entry = Organisation | Service | Location


def plain(value: Any) -> Any:
    """Return a field's value as JSON holds it."""
    if isinstance(value, Model):
        return plain(value.pk)
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date | UUID):
        return str(value)
    return value


def values_of(entry: Entry) -> Values:
    """Return all values of an entry that is kept."""
    shape = shape_of(entry)
    values: Values = {name: plain(getattr(entry, _column(entry, name))) for name in shape.fields}
    if shape.has_terms:
        links: Any = entry
        terms = links.attributes.values_list("term", flat=True)
        values["terms"] = sorted(str(key) for key in terms)
    if isinstance(entry, Service):
        values["localities"] = sorted(entry.areas.values_list("locality", flat=True))
        there = entry.service_at_locations.values_list("location", flat=True)
        values |= {"places": sorted(str(key) for key in there), "new_places": []}
    for part in shape.parts:
        values[part.name] = _rows(entry, part)
    return values


def empty_values(kind: str) -> Values:
    """Return the values that a new entry begins with."""
    shape = SHAPES[kind]
    blank = shape.model()
    values: Values = {name: plain(getattr(blank, _column(blank, name))) for name in shape.fields}
    lists: Values = {name: [] for name in shape.names if name not in values}
    return values | lists


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Values:
    """Return what is other in `after`, of the names that it holds."""
    return {name: value for name, value in after.items() if before.get(name) != value}


def fingerprint(values: Mapping[str, Any]) -> str:
    """Return a short mark of values: the same for the same, so that a form knows what it showed."""
    text = dumps(values, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:24]


def _column(entry: Model, name: str) -> str:
    """Return the attribute of a field: of a link, its key."""
    field: Any = entry._meta.get_field(name)
    return str(field.attname)


def _rows(entry: Entry, part: Part) -> list[Values]:
    rows: Any
    if part is TIMES:
        mine = Q(service=entry.pk) | Q(service_at_location__service=entry.pk)
        rows = Schedule.objects.filter(mine).select_related("service_at_location")
    else:
        rows = part.model._default_manager.filter(**{str(entry._meta.model_name): entry.pk})
    found = [_row(row, part) for row in rows.order_by("pk")]
    return sorted(found, key=_order) if part is TIMES else found


def _row(row: Any, part: Part) -> Values:
    values: Values = {"id": str(row.pk)}
    if part is TIMES:
        there = row.service_at_location
        values["place"] = str(there.location_id) if there else ""
    return values | {name: plain(getattr(row, name)) for name in part.fields}


def _order(row: Values) -> tuple[Any, ...]:
    """Opening times by place, then by day of the week and hour."""
    week = list(DAYS)
    days = [week.index(each[-2:]) for each in row["byday"].split(",") if each]
    return row["place"], row["freq"], days, row["opens_at"] or "", row["id"]
