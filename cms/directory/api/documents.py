"""Rows as Open Referral UK 3.0 writes them; empty fields are left out (C11)."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.directory.facets import Facet
from cms.directory.models import (
    Location,
    Organisation,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from theme.bilingual import said_of

Document = dict[str, Any]
EMPTY: tuple[Any, ...] = (None, "", [], {})


def full(**fields: Any) -> Document:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value not in EMPTY}


def organisation(row: Organisation) -> Document:
    """Return who runs a service."""
    return full(
        id=str(row.pk),
        name=row.said("name"),
        description=row.said("description"),
        email=row.email,
        website=row.website,
        parent_organization_id=_key(row.parent_id),
    )


def service(row: Service) -> Document:
    """Return a service as lists have it."""
    return full(
        id=str(row.pk),
        organization_id=str(row.organisation_id),
        name=row.said("name"),
        description=row.said("description"),
        url=row.url,
        email=row.email,
        status=row.status,
        fees=row.said("fees"),
        accreditations=row.said("accreditations"),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        eligibility_description=row.said("eligibility"),
        application_process=row.said("how_to_join"),
        assured_date=row.assured_on.isoformat() if row.assured_on else None,
        alert=row.said("alert"),
        last_modified=timezone.localtime(row.modified_at).isoformat(),
        organization=organisation(row.organisation),
    )


def location(row: Location) -> Document:
    """Return a place as lists have it; of a withheld address the locality alone (C9)."""
    if row.address_withheld:
        name = row.locality.title if row.locality else _("Address withheld")
        return full(id=str(row.pk), location_type=row.kind, name=name)
    return full(
        id=str(row.pk),
        location_type=row.kind,
        name=row.said("name"),
        description=row.said("description"),
        latitude=row.shown_latitude,
        longitude=row.shown_longitude,
    )


def whole_location(row: Location, numbers: Iterable[Mapping[str, Any]] = ()) -> Document:
    """Return a place with its address, access and telephone numbers."""
    if row.address_withheld:
        return location(row)
    links = list(row.attributes.all())
    access = [link for link in links if link.term.taxonomy.code == Facet.ACCESSIBILITY]
    others = [link for link in links if link not in access]
    facilities = [
        full(id=str(link.pk), location_id=str(row.pk), description=link.term.said("name"))
        for link in access
    ]
    if row.accessibility:
        more = uuid5(row.pk, "accessibility")
        words = row.said("accessibility")
        facilities.append(
            full(id=str(more), location_id=str(row.pk), description=words, details=words)
        )
    return full(
        **location(row),
        addresses=[_address(row)] if row.has_address else [],
        accessibility=facilities,
        phones=[
            part(each, "number", "extension", "description", location_id=str(row.pk))
            for each in numbers
        ],
        attributes=[attribute(link.pk, row, link.term) for link in others],
    )


def _address(row: Location) -> Document:
    kind = row.kind if row.kind != Location.Kind.VIRTUAL else Location.Kind.POSTAL
    return full(
        id=str(uuid5(row.pk, "address")),
        location_id=str(row.pk),
        address_1=row.address_1,
        city=row.city,
        state_province=row.county,
        postal_code=row.postcode,
        country=row.country,
        address_type=kind,
    )


def service_at_location(row: ServiceAtLocation) -> Document:
    """Return a service at a place as lists have it."""
    return full(
        id=str(row.pk),
        service_id=str(row.service_id),
        location_id=str(row.location_id),
        location=location(row.location),
        service=service(row.service),
    )


def place_of_service(row: ServiceAtLocation, schedules: Iterable[Schedule]) -> Document:
    """Return one of a service's places, whole, with the opening times that hold there."""
    return full(
        id=str(row.pk),
        service_id=str(row.service_id),
        location_id=str(row.location_id),
        location=whole_location(row.location, getattr(row, "numbers", ())),
        schedules=[schedule(each) for each in schedules],
    )


def schedule(row: Schedule) -> Document:
    """Return opening times."""
    return full(
        id=str(row.pk),
        service_id=_key(row.service_id),
        service_at_location_id=_key(row.service_at_location_id),
        valid_from=_day(row.valid_from),
        valid_to=_day(row.valid_to),
        dtstart=_day(row.dtstart),
        freq=row.freq,
        interval=row.interval if row.freq else None,
        byday=row.byday,
        bymonthday=row.bymonthday,
        description=row.said("description"),
        opens_at=f"{row.opens_at:%H:%M}" if row.opens_at else None,
        closes_at=f"{row.closes_at:%H:%M}" if row.closes_at else None,
        schedule_link=row.schedule_link,
        attending_type=row.attending_type,
        notes=row.notes,
    )


def area(row: ServiceArea) -> Document:
    """Return a locality that a service is for."""
    name = row.locality.title
    return full(id=str(row.pk), service_id=str(row.service_id), name=name, service_area=name)


def attribute(key: UUID, of: Model, row: TaxonomyTerm) -> Document:
    """Return the link of a service or place to a term."""
    return full(
        id=str(key),
        link_id=str(of.pk),
        taxonomy_term_id=str(row.pk),
        link_type=row.taxonomy.code,
        taxonomy_term=term(row),
    )


def term(row: TaxonomyTerm) -> Document:
    """Return a term; its taxonomy must have been read with it."""
    return full(
        id=str(row.pk),
        name=row.said("name"),
        description=row.said("description"),
        parent_id=_key(row.parent_id),
        taxonomy=row.taxonomy.said("name"),
        taxonomy_id=str(row.taxonomy_id),
        term_uri=row.term_uri,
        term=row.code,
    )


def taxonomy(row: Taxonomy) -> Document:
    """Return a taxonomy."""
    return full(
        id=str(row.pk),
        name=row.said("name"),
        description=row.said("description"),
        uri=row.uri,
        version=row.version,
    )


def part(row: Mapping[str, Any], *fields: str, **fixed: Any) -> Document:
    """Return a row that came as JSON, with its texts in the language in hand."""
    return full(id=row["id"], **fixed, **{name: said_of(row, name) for name in fields})


def _key(value: UUID | None) -> str | None:
    return str(value) if value else None


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None
