"""Services as rows of the table: what is taken away, and what a list is compared with."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from cms.directory.importing.cells import BETWEEN, telephones
from cms.directory.importing.columns import FIELDS, PLACE_FIELDS, Column
from cms.directory.models import CostOption, Location, Service, ServiceAtLocation, ServiceAttribute
from cms.directory.values.shape import MANY_LINES
from cms.moderation.words import many_lines, one_line

Cells = dict[str, str]
CHUNK = 500


def whole_services(services: QuerySet[Service]) -> QuerySet[Service]:
    """Return services with all that a row says, in a handful of queries.

    `has_price` says whether one costs something by an amount.
    """
    places = ServiceAtLocation.objects.select_related("location__locality")
    terms = ServiceAttribute.objects.select_related("term__taxonomy")
    prices = CostOption.objects.filter(service=OuterRef("pk"), amount__gt=0)
    services = services.annotate(has_price=Exists(prices))
    return services.select_related("organisation").prefetch_related(
        Prefetch("service_at_locations", places.order_by("location__name", "pk")),
        Prefetch("attributes", terms.order_by("term__order", "term__name")),
        "areas__locality",
        "phones",
    )


def cells_of(service: Service) -> Cells:
    """Return a service's row. An address that is withheld is in none (C9)."""
    row = {"id": str(service.pk), "organisation": one_line(service.organisation.name)}
    row |= {name: written(name, getattr(service, name)) for name in FIELDS}
    for link in service.attributes.all():
        code = link.term.taxonomy.code
        row[code] = BETWEEN.join(filter(None, (row.get(code, ""), link.term.code)))
    areas = sorted(service.areas.all(), key=lambda area: (area.locality.order, area.locality.pk))
    row["localities"] = BETWEEN.join(area.locality.name for area in areas)
    row |= _place(service)
    row["telephone"] = telephones(BETWEEN.join(each.number for each in service.phones.all()))
    return row


def table(services: QuerySet[Service], columns: Iterable[Column]) -> Iterator[list[str]]:
    """Yield headings, then services as rows."""
    names = [column.name for column in columns]
    yield names
    for service in whole_services(services.order_by("name", "pk")).iterator(CHUNK):
        row = cells_of(service)
        yield [row.get(name, "") for name in names]


def written(name: str, value: Any) -> str:
    """Return a field's value as a cell has it."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return many_lines(text) if name.removesuffix("_cy") in MANY_LINES else one_line(text)


def _place(service: Service) -> Cells:
    """Return the first place that may be said; of a withheld one the locality alone."""
    places = [each.location for each in service.service_at_locations.all()]
    said = [place for place in places if not place.address_withheld]
    if said:
        place = said[0]
        row = {
            column: written(column, getattr(place, field)) for column, field in PLACE_FIELDS.items()
        }
        return row | {"place_locality": _locality(place), "address_withheld": "no"}
    if places:
        return {"place_locality": _locality(places[0]), "address_withheld": "yes"}
    return {}


def _locality(place: Location) -> str:
    return place.locality.name if place.locality else ""
