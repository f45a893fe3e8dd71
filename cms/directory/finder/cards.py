"""Services as lists show them: all that a page of them needs, read with one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.directory.facets import Facet
from cms.directory.finder.catalogue import Catalogue, Listed
from cms.directory.finder.own_list import short
from cms.directory.finder.words import (
    ages_in_words,
    cost_in_words,
    distance_in_words,
    opening_in_words,
)
from cms.directory.json_rows import rows_as_json
from cms.directory.models.contacts import Phone
from cms.directory.models.costs import CostOption
from cms.directory.models.locations import ServiceAtLocation
from cms.directory.models.schedules import Schedule
from cms.directory.models.services import Service
from tenants.current import current
from tenants.distances import Point, distance
from tenants.languages import spoken
from theme.bilingual import WELSH, said_of

SELF = "self"
"""The route of what one can ask for oneself."""


@dataclass(frozen=True, slots=True)
class Card:
    """A service in a list, in words."""

    service: Service
    language: str
    """Of its name and description, where it is not that of the page."""
    far: str
    """How far its nearest place is, in words; empty where its address is withheld (C9)."""
    where: str
    openings: list[str]
    ages: str
    cost: str
    levels: str
    address: str
    """Of its nearest place on one line; empty where it is withheld (C9)."""
    is_open_to_all: bool
    """Whether one can ask for it oneself."""
    phones: list[dict[str, str]] = field(default_factory=list)

    @property
    def service_name(self) -> str:
        """Its name in the language in hand."""
        return self.service.said("name")

    @property
    def organisation_name(self) -> str:
        """Who runs it."""
        return self.service.organisation.said("name")

    @property
    def description(self) -> str:
        """What it is."""
        return self.service.said("description")

    @property
    def short_key(self) -> str:
        """Its key as forms and links hold it."""
        return short(self.service.pk)

    @property
    def full_url(self) -> str:
        """The full address of its page, for a mail."""
        return current().url(reverse("finder:service", args=[self.service.pk]))


def cards_of(
    known: Catalogue,
    listed: Sequence[Listed],
    *,
    metres: Mapping[UUID, float] | None = None,
    point: Point | None = None,
    postcode: str = "",
) -> list[Card]:
    """Return services as cards, in the order given; what is gone meanwhile is left out."""
    rows = _rows([each.key for each in listed])
    return [
        _card(known, each, rows[each.key], point, _far(each, metres or {}, postcode))
        for each in listed
        if each.key in rows
    ]


def openings_by_place(rules: Sequence[Any]) -> dict[str | None, list[Schedule]]:
    """Return opening times by the service's place that they hold at; None for all places."""
    found: dict[str | None, list[Schedule]] = {}
    for rule in rules:
        fields = {name: value for name, value in rule.items() if name != "at"}
        for name in ("opens_at", "closes_at"):
            fields[name] = time.fromisoformat(fields[name]) if fields[name] else None
        found.setdefault(rule["at"], []).append(Schedule(**fields))
    return found


def places_as_json() -> ArraySubquery:
    """Return where a service is, with what may be said of a withheld address (C9)."""
    return rows_as_json(
        ServiceAtLocation,
        "service",
        name="location__name",
        name_cy="location__name_cy",
        address_1="location__address_1",
        city="location__city",
        postcode="location__postcode",
        area="location__locality__name",
        area_cy="location__locality__name_cy",
        withheld="location__address_withheld",
        latitude="location__shown_latitude",
        longitude="location__shown_longitude",
    )


RULE = (
    *("freq", "interval", "byday", "bymonthday", "opens_at", "closes_at"),
    *("description", "description_cy"),
)


def rules_as_json() -> dict[str, ArraySubquery]:
    """Return a service's opening times: its own, and those of its places."""

    def rules(owner: str) -> ArraySubquery:
        rows = Schedule.objects.filter(**{owner: OuterRef("pk")}).order_by("opens_at", "pk")
        fields = JSONObject(at=F("service_at_location"), **{name: name for name in RULE})
        return ArraySubquery(rows.values(json=fields))

    return {"own_rules": rules("service"), "place_rules": rules("service_at_location__service")}


def _rows(keys: Sequence[UUID]) -> dict[UUID, Any]:
    services: Any = Service.objects
    rows = services.shown().filter(pk__in=keys).select_related("organisation")
    parts = {
        **rules_as_json(),
        "place_rows": places_as_json(),
        "prices": rows_as_json(CostOption, "service"),
        "numbers": rows_as_json(Phone, "service"),
    }
    return {row.pk: row for row in rows.order_by().annotate(**parts)}


def _far(listed: Listed, metres: Mapping[UUID, float], postcode: str) -> str:
    far = metres.get(listed.key)
    return distance_in_words(far, postcode) if far is not None else ""


def _card(known: Catalogue, listed: Listed, row: Any, point: Point | None, far: str) -> Card:
    places = _in_order(row.place_rows, point)
    rules = openings_by_place([*row.own_rules, *row.place_rules])
    here = rules.get(places[0]["id"], []) if places else []
    return Card(
        service=row,
        language=language_of_words(row),
        far="" if places and places[0]["withheld"] else far,  # the middle of a locality is no place
        where=_where(places),
        openings=[opening_in_words(rule) for rule in [*rules.get(None, []), *here]],
        ages=ages_in_words(row.minimum_age, row.maximum_age),
        cost=cost_in_words(row, row.prices),
        levels=", ".join(option.name for option in known.terms_of(listed, Facet.LEVEL)),
        address=_address(places[0]) if places else "",
        is_open_to_all=(Facet.ROUTE.value, SELF) in listed.values,
        phones=[phone_in_words(number) for number in row.numbers],
    )


def _in_order(places: Sequence[Any], point: Point | None) -> list[Any]:
    """Return places nearest first, else by name."""

    def far(place: Any) -> float:
        if point is None or place["latitude"] is None:
            return 0.0
        return distance(point, Point(place["latitude"], place["longitude"]))

    return sorted(places, key=lambda place: (far(place), place["name"]))


def _where(places: Sequence[Any]) -> str:
    if not places:
        return ""
    nearest = place_in_words(places[0])
    if len(places) == 1:
        return nearest
    return _("%(place)s, and other places") % {"place": nearest}


def place_in_words(place: Any) -> str:
    """Return a place's name and town; of a withheld address the locality alone (C9)."""
    area = said_of(place, "area")
    if place["withheld"]:
        return _("%(area)s: the address is kept secret") % {"area": area} if area else _("Secret")
    return ", ".join(part for part in (said_of(place, "name"), area) if part)


def _address(place: Any) -> str:
    lines = (place["address_1"], place["city"], place["postcode"])
    return "" if place["withheld"] else ", ".join(line for line in lines if line)


def phone_in_words(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a telephone number, a row as JSON, with what a link that dials it holds."""
    return {
        "number": row["number"],
        "extension": row["extension"],
        "text": said_of(row, "description"),
        "link": dialled(row["number"]),
    }


def dialled(number: str) -> str:
    """Return what a link that dials a number holds."""
    return "".join(char for char in number if char in "+0123456789")


def language_of_words(row: Any) -> str:
    """Return the language of a row's words where it is not that of the page, for `lang`."""
    return "en" if spoken() == WELSH and not row.name_cy else ""
