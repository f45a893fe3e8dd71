"""Every service that shows, as little of it as finding needs; read once for each change (C8).

Kept in the process by portal and content version (`cms.content_memory`), so that filters, counts
and what to leave out when nothing fits are settled without the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import Locality
from cms.content_memory import ContentMemory
from cms.directory.assurance import earliest_shown
from cms.directory.models.schedules import DAYS
from cms.directory.models.services import Service
from cms.directory.models.taxonomies import Taxonomy, TaxonomyTerm
from tenants.connection import connection
from tenants.distances import Point
from theme.bilingual import said_of

LOCALITY, DAY, COST, FREE = "locality", "day", "cost", "free"
COLUMNS = ("id", "name", "name_cy", "minimum_age", "maximum_age", "is_free", "assured_on")
SORTED_BY = (Taxonomy, TaxonomyTerm, Locality)
Row = dict[str, Any]
Value = tuple[str, str]
"""A facet's code and one of its values' codes: `("need", "school")`."""
_TABLE = "SELECT coalesce(json_agg(row), '[]') FROM {table} AS row"
_SERVICES = """
SELECT coalesce(json_agg(json_build_array(
    id, name, name_cy, minimum_age, maximum_age, assured_on, is_free
)), '[]') FROM ({shown}) AS shown
"""
_BY_VALUE = """
SELECT coalesce(json_agg(json_build_array(value, services)), '[]')
FROM (SELECT {value} AS value, array_agg({service}) AS services FROM {rows} GROUP BY 1) AS links
"""
_BY_TERM = _BY_VALUE.format(
    value="term_id", service="service_id", rows="directory_serviceattribute"
)
_BY_LOCALITY = _BY_VALUE.format(
    value="locality_id", service="service_id", rows="directory_servicearea"
)
_BY_DAYS = _BY_VALUE.format(
    value="byday",
    service="coalesce(schedule.service_id, at.service_id)",
    rows="""directory_schedule AS schedule
    LEFT JOIN directory_serviceatlocation AS at ON at.id = service_at_location_id
    WHERE byday <> '' AND (valid_to IS NULL OR valid_to >= %s)""",
)
_POINTS = """
SELECT coalesce(json_agg(json_build_array(service_id, shown_latitude, shown_longitude)), '[]')
FROM directory_serviceatlocation JOIN directory_location AS place ON place.id = location_id
WHERE shown_latitude IS NOT NULL AND place.kind = 'physical'
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One service. Ages are in years; without localities it is for the whole area."""

    key: UUID
    name: str
    name_cy: str
    youngest: int | None
    oldest: int | None
    assured_on: date
    values: frozenset[Value]
    localities: frozenset[str]
    places: tuple[Point, ...]
    """Where it is; a withheld address counts as its locality's centre."""

    def has(self, facet: str, chosen: frozenset[str]) -> bool:
        """Whether it has one of the values of a facet that were chosen."""
        if facet == LOCALITY:
            return not self.localities or not self.localities.isdisjoint(chosen)
        return any((facet, code) in self.values for code in chosen)

    def is_for(self, age: int) -> bool:
        """Whether it is for a child of that age."""
        return (self.youngest is None or self.youngest <= age) and (
            self.oldest is None or self.oldest >= age
        )


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, in both languages."""

    code: str
    names: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called in the language in hand."""
        return str(said_of(self.names, "name"))


@dataclass(frozen=True, slots=True)
class Facet:
    """Something that services are sorted by, with its values in order."""

    code: str
    names: Mapping[str, Any]
    options: tuple[Option, ...]

    @property
    def name(self) -> str:
        """What it is called in the language in hand."""
        return str(said_of(self.names, "name"))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All services of a portal that show, by key, and what they are sorted by."""

    services: Mapping[UUID, Listed]
    taxonomies: tuple[Facet, ...]
    localities: Facet

    def shown(self) -> Iterator[Listed]:
        """Yield the services that were checked lately enough to show today (C9)."""
        earliest = earliest_shown(timezone.localdate())
        return (each for each in self.services.values() if each.assured_on >= earliest)

    def facet(self, code: str) -> Facet | None:
        """Return a taxonomy, or the localities."""
        known = (*self.taxonomies, self.localities)
        return next((each for each in known if each.code == code), None)

    def terms_of(self, listed: Listed, code: str) -> list[Option]:
        """Return a service's values of a taxonomy, in its order."""
        facet = self.facet(code)
        return [o for o in facet.options if (code, o.code) in listed.values] if facet else []


def _read() -> Catalogue:
    """Read it all with one query.

    What belongs to services comes by value, with the keys of all that have it: there are few
    values, so the database has little to put together.
    """
    today = timezone.localdate()
    services: Any = Service.objects
    shown = services.shown_on(today).order_by().values(*COLUMNS)
    sql, values = shown.query.sql_with_params()
    tables = [_TABLE.format(table=model._meta.db_table) for model in SORTED_BY]
    parts = [*tables, _SERVICES.format(shown=sql), _BY_TERM, _BY_LOCALITY, _BY_DAYS, _POINTS]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'({part})' for part in parts)}", [*values, today])
        taxonomies, terms, places, rows, by_term, by_locality, by_days, points = cursor.fetchone()
    codes = {row["id"]: row["code"] for row in taxonomies}
    known = {row["id"]: (codes[row["taxonomy_id"]], row["code"]) for row in terms}
    slugs = {row["id"]: row["slug"] for row in places}
    sorts = [({known[term]}, keys) for term, keys in by_term]
    belongings = _Belongings(
        values=_by_service([*sorts, *((_days(rule), keys) for rule, keys in by_days)]),
        localities=_by_service(({slugs[pk]}, keys) for pk, keys in by_locality),
        places=_by_service(({Point(*point)}, [key]) for key, *point in points),
    )
    return Catalogue(
        services={found.key: found for found in (_listed(row, belongings) for row in rows)},
        taxonomies=tuple(_taxonomies(taxonomies, terms)),
        localities=Facet(LOCALITY, {"name": ""}, _options(places, "slug")),
    )


@dataclass(frozen=True, slots=True)
class _Belongings:
    """What services have, by their keys as JSON holds them."""

    values: Mapping[str, set[Value]]
    localities: Mapping[str, set[str]]
    places: Mapping[str, set[Point]]


def _by_service(links: Iterable[tuple[set[Any], Iterable[str]]]) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = defaultdict(set)
    for things, keys in links:
        for key in keys:
            found[key] |= things
    return found


def _days(rule: str) -> set[Value]:
    return {(DAY, part[-2:]) for part in rule.split(",") if part[-2:] in DAYS}


def _listed(row: Any, belongings: _Belongings) -> Listed:
    key, name, name_cy, youngest, oldest, assured_on, is_free = row
    values = belongings.values.get(key, set()) | ({(COST, FREE)} if is_free else set())
    return Listed(
        key=UUID(key),
        name=name,
        name_cy=name_cy,
        youngest=youngest,
        oldest=oldest,
        assured_on=date.fromisoformat(assured_on),
        values=frozenset(values),
        localities=frozenset(belongings.localities.get(key, ())),
        places=tuple(belongings.places.get(key, ())),
    )


def _taxonomies(taxonomies: list[Row], terms: list[Row]) -> Iterator[Facet]:
    for taxonomy in sorted(taxonomies, key=lambda row: (row["order"], row["code"])):
        if taxonomy["code"] not in (LOCALITY, DAY, COST):
            own = [term for term in terms if term["taxonomy_id"] == taxonomy["id"]]
            yield Facet(taxonomy["code"], taxonomy, _options(own, "code"))


def _options(rows: list[Row], code: str) -> tuple[Option, ...]:
    ordered = sorted(rows, key=lambda row: (row["order"], row["name"]))
    return tuple(Option(row[code], row) for row in ordered)


catalogue: ContentMemory[Catalogue] = ContentMemory(_read)
