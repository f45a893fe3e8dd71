"""One service with all that belongs to it, in six queries however much that is."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from cms.directory.api import documents
from cms.directory.api.documents import Document, full, part
from cms.directory.facets import Facet
from cms.directory.json_rows import rows_as_json
from cms.directory.models import (
    Contact,
    CostOption,
    LocationAttribute,
    OrganisationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
)


def whole_service(key: UUID) -> Document | None:
    """Return a service that everybody sees; None where there is none."""
    parts = {
        "prices": rows_as_json(CostOption, "service"),
        "people": rows_as_json(Contact, "service"),
        "numbers": rows_as_json(Phone, "service"),
        "registered": rows_as_json(OrganisationIdentifier, "organisation", "organisation_id"),
    }
    shown: Any = Service.objects
    row = shown.shown().filter(pk=key).select_related("organisation").annotate(**parts).first()
    if row is None:
        return None
    of_service, of_places = _schedules(row)
    links = list(ServiceAttribute.objects.filter(service=row).select_related("term__taxonomy"))
    return {
        **documents.service(row),
        "organization": full(
            **documents.organisation(row.organisation),
            organization_identifiers=[_identifier(each) for each in row.registered],
        ),
        **full(
            schedules=[documents.schedule(each) for each in of_service],
            service_areas=[documents.area(each) for each in _areas(row)],
            service_at_locations=[
                documents.place_of_service(each, of_places[each.pk]) for each in _places(row)
            ],
            languages=[_language(link) for link in links if _is_language(link)],
            funding=[full(id=str(row.pk), service_id=str(row.pk), source=row.funding)]
            if row.funding
            else [],
            cost_options=[_price(each) for each in row.prices],
            contacts=[
                part(each, "name", "title", "email", "telephone", service_id=str(row.pk))
                for each in row.people
            ],
            phones=[
                part(each, "number", "extension", "description", service_id=str(row.pk))
                for each in row.numbers
            ],
            attributes=[
                documents.attribute(link.pk, row, link.term)
                for link in links
                if not _is_language(link)
            ],
        ),
    }


def whole_place(key: UUID) -> Document | None:
    """Return a service at a place, whole; None where everybody sees none."""
    shown: Any = Service.objects
    places = ServiceAtLocation.objects.filter(pk=key, service__in=shown.shown().values("pk"))
    found = places.values_list("service_id", flat=True).first()
    service = found and whole_service(found)
    if not service:
        return None
    places_of_service = service.pop("service_at_locations", [])
    place: Document = next(each for each in places_of_service if each["id"] == str(key))
    return {**place, "service": service}


def _schedules(row: Service) -> tuple[list[Schedule], dict[UUID | None, list[Schedule]]]:
    mine = Q(service=row) | Q(service_at_location__service=row)
    by_place: dict[UUID | None, list[Schedule]] = defaultdict(list)
    for each in Schedule.objects.filter(mine):
        by_place[each.service_at_location_id].append(each)
    return by_place.pop(None, []), by_place


def _areas(row: Service) -> Any:
    return ServiceArea.objects.filter(service=row).select_related("locality")


def _places(row: Service) -> Any:
    links = LocationAttribute.objects.select_related("term__taxonomy")
    return (
        ServiceAtLocation.objects.filter(service=row)
        .select_related("location__locality")
        .annotate(numbers=rows_as_json(Phone, "location", "location_id"))
        .prefetch_related(Prefetch("location__attributes", links))
    )


def _is_language(link: ServiceAttribute) -> bool:
    return link.term.taxonomy.code == Facet.LANGUAGE


def _language(link: ServiceAttribute) -> Document:
    return full(
        id=str(link.pk),
        service_id=str(link.service_id),
        name=link.term.said("name"),
        code=link.term.code,
    )


def _price(row: Any) -> Document:
    return part(row, "option", "amount", "amount_description", "valid_from", "valid_to")


def _identifier(row: Any) -> Document:
    return full(
        id=row["id"],
        identifier_scheme=row["scheme"],
        identifier_type=row["kind"],
        identifier=row["identifier"],
    )
