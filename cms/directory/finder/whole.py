"""One service with all that is known of it, in words; three queries however much that is."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.db.models.functions import JSONObject

from cms.directory.facets import Facet
from cms.directory.finder.cards import (
    SELF,
    dialled,
    language_of_words,
    openings_by_place,
    phone_in_words,
    rules_as_json,
)
from cms.directory.finder.words import (
    ages_in_words,
    cost_in_words,
    opening_in_words,
    price_in_words,
)
from cms.directory.json_rows import rows_as_json
from cms.directory.models import (
    Contact,
    CostOption,
    Location,
    LocationAttribute,
    Organisation,
    OrganisationIdentifier,
    Phone,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
)
from theme.bilingual import said_of

Row = Mapping[str, Any]


def _links(model: Any, owner: str) -> ArraySubquery:
    rows = model.objects.filter(**{owner: OuterRef("pk")})
    terms = JSONObject(
        taxonomy="term__taxonomy__code",
        code="term__code",
        name="term__name",
        name_cy="term__name_cy",
        description="term__description",
        description_cy="term__description_cy",
    )
    return ArraySubquery(rows.values(json=terms))


def _parts() -> dict[str, ArraySubquery]:
    return {
        **rules_as_json(),
        "prices": rows_as_json(CostOption, "service"),
        "people": rows_as_json(Contact, "service"),
        "numbers": rows_as_json(Phone, "service"),
        "their_people": rows_as_json(Contact, "organisation", "organisation"),
        "their_numbers": rows_as_json(Phone, "organisation", "organisation"),
        "area_names": rows_as_json(
            ServiceArea, "service", name="locality__name", name_cy="locality__name_cy"
        ),
        "links": _links(ServiceAttribute, "service"),
    }


def whole_service(key: UUID) -> dict[str, Any] | None:
    """Return a service that everybody sees, as its page shows it; None where there is none."""
    services: Any = Service.objects
    row = (
        services.shown().select_related("organisation").annotate(**_parts()).filter(pk=key).first()
    )
    if row is None:
        return None
    by_place = openings_by_place([*row.own_rules, *row.place_rules])
    terms = {code: _names(row.links, code) for code in Facet.values}
    levels = [each for each in row.links if each["taxonomy"] == Facet.LEVEL]
    return {
        "service": row,
        "language_of_words": language_of_words(row),
        "ages": ages_in_words(row.minimum_age, row.maximum_age),
        "cost": cost_in_words(row),
        "prices": [price_in_words(each) for each in row.prices],
        "openings": [opening_in_words(rule) for rule in by_place.get(None, [])],
        "places": [_place(each, by_place) for each in _places(row)],
        "areas": [said_of(each, "name") for each in row.area_names],
        "terms": terms,
        "levels": [
            {"name": said_of(each, "name"), "text": said_of(each, "description")} for each in levels
        ],
        "is_open_to_all": any(
            each["taxonomy"] == Facet.ROUTE and each["code"] == SELF for each in row.links
        ),
        **_ways(row.numbers, row.people, row.email, row.url),
        "theirs": _ways(
            row.their_numbers,
            row.their_people,
            row.organisation.email,
            row.organisation.website,
        ),
    }


def whole_organisation(key: UUID) -> dict[str, Any] | None:
    """Return an organisation that runs a service which shows; None where there is none."""
    services, organisations = (model._default_manager for model in (Service, Organisation))
    shown: Any = services
    parts = {
        "people": rows_as_json(Contact, "organisation"),
        "numbers": rows_as_json(Phone, "organisation"),
        "registered": rows_as_json(OrganisationIdentifier, "organisation"),
        "service_keys": ArraySubquery(
            shown.shown().filter(organisation=OuterRef("pk")).order_by("name", "pk").values("pk")
        ),
    }
    row: Any = organisations.filter(pk=key).annotate(**parts).first()
    if row is None or not row.service_keys:
        return None
    return {
        "organisation": row,
        "language_of_words": language_of_words(row),
        **_ways(row.numbers, row.people, row.email, row.website),
    }


def _ways(
    numbers: Iterable[Row], people: Iterable[Row], email: str, website: str
) -> dict[str, Any]:
    """Return how to reach a service or an organisation, and whether there is any way at all."""
    phones, persons = [phone_in_words(each) for each in numbers], [_person(each) for each in people]
    within = any(each["number"] or each["email"] for each in persons)
    return {
        "phones": phones,
        "people": persons,
        "email": email,
        "website": website,
        "can_be_reached": bool(phones or within or email or website),
    }


def _places(row: Service) -> Any:
    links = LocationAttribute.objects.filter(location=OuterRef("pk"))
    access = ArraySubquery(
        links.values(json=JSONObject(name="term__name", name_cy="term__name_cy"))
    )
    locations = Location.objects.select_related("locality").annotate(access_rows=access)
    places = ServiceAtLocation.objects.filter(service=row)
    return places.order_by("location__name", "pk").prefetch_related(Prefetch("location", locations))


def _place(at: ServiceAtLocation, by_place: Mapping[str | None, Iterable[Any]]) -> dict[str, Any]:
    """Return a place in words; of a withheld address the locality alone (C9)."""
    location: Any = at.location
    withheld = location.address_withheld
    return {
        "name": "" if withheld else location.said("name"),
        "is_withheld": withheld,
        "locality": location.locality.title if location.locality else "",
        "address": location.address_lines,
        "directions": "" if withheld else location.said("description"),
        "access": [] if withheld else [said_of(each, "name") for each in location.access_rows],
        "access_text": "" if withheld else location.said("accessibility"),
        "openings": [opening_in_words(rule) for rule in by_place.get(str(at.pk), [])],
    }


def _names(links: Iterable[Row], taxonomy: str) -> list[str]:
    return [str(said_of(each, "name")) for each in links if each["taxonomy"] == taxonomy]


def _person(row: Row) -> dict[str, str]:
    """Return a post or a team, with how to reach it."""
    return {
        "name": said_of(row, "name"),
        "title": said_of(row, "title"),
        "email": row["email"],
        "number": row["telephone"],
        "link": dialled(row["telephone"]),
    }
