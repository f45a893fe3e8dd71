"""Values written into an entry and what belongs to it; in the transaction in hand."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Locality
from cms.directory.models import (
    Location,
    LocationAttribute,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    TaxonomyTerm,
)
from cms.directory.values.reading import Entry, Values
from cms.directory.values.shape import MANY_LINES, TIMES, Part, shape_of
from cms.moderation.words import many_lines, one_line
from tenants.errors import FORM, ServiceError


def fill(entry: Entry, values: Mapping[str, Any]) -> None:
    """Put an entry's own fields into it, cleaned; nothing is saved. Raises `ServiceError`."""
    _fill(entry, {name: values[name] for name in shape_of(entry).fields if name in values})
    if isinstance(entry, Service) and not entry.slug:
        entry.slug = free_slug(entry.name)
    check(entry)


def write_parts(entry: Entry, values: Mapping[str, Any], made: Mapping[str, Location]) -> None:
    """Write the lists of values that belong to an entry that is saved. Raises `ServiceError`.

    `made` are the new places by name (`new:0`).
    """
    if isinstance(entry, Service) and {"is_free", "cost_options"} & set(values):
        prices = entry.cost_options.values("amount")
        check_price(entry.is_free, values.get("cost_options", prices))
    if "terms" in values:
        _write_terms(entry, values["terms"])
    if isinstance(entry, Service):
        _write_areas(entry, values)
        _write_places(entry, values, made)
    for part in shape_of(entry).parts:
        if part.name in values:
            _write_rows(entry, part, values[part.name], made)


def new_place(values: Mapping[str, Any]) -> Location:
    """Return a place of these values, checked and not saved. Raises `ServiceError`."""
    place = Location()
    fill(place, values)
    return place


def check_price(is_free: Any, prices: Iterable[Mapping[str, Any]]) -> None:
    """What is free costs nothing: raise `ServiceError` where a price says otherwise."""
    if is_free and any(Decimal(each["amount"] or 0) > 0 for each in prices):
        raise ServiceError(
            {"is_free": _("Free and a price contradict each other: say “No” or delete the price.")}
        )


def check(row: Model) -> None:
    """Ask the row's own checks, but not whether its links are there; raise `ServiceError`."""
    links = [field.name for field in row._meta.concrete_fields if field.is_relation]
    try:
        row.full_clean(exclude=[*links, "search"], validate_unique=False)
    except ValidationError as error:
        raise ServiceError(
            {
                FORM if name == NON_FIELD_ERRORS else name: " ".join(texts)
                for name, texts in error.message_dict.items()
            }
        ) from None


def free_slug(name: str) -> str:
    """Return a web name that no other service has."""
    stem = slugify(name)[:100] or "service"
    for number in count(1):
        slug = stem if number == 1 else f"{stem}-{number}"
        if not Service.objects.filter(slug=slug).exists():
            return slug
    raise AssertionError  # counting does not end


def _fill(row: Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        field: Any = row._meta.get_field(name)
        if isinstance(value, str):
            is_long = name.removesuffix("_cy") in MANY_LINES
            value = many_lines(value) if is_long else one_line(value)
        try:
            setattr(row, field.attname, field.to_python(value))
        except ValidationError:
            raise ServiceError({name: _("Check this value.")}) from None


def _write_terms(entry: Any, keys: Iterable[str]) -> None:
    """Keep links that stay, with their keys; a term that is gone meanwhile is left out."""
    link: Any = ServiceAttribute if isinstance(entry, Service) else LocationAttribute
    owner = str(entry._meta.model_name)
    wanted = set(TaxonomyTerm.objects.filter(pk__in=list(keys)).values_list("pk", flat=True))
    _keep(entry.attributes, "term_id", wanted, lambda key: link(term_id=key, **{owner: entry}))


def _write_areas(service: Service, values: Mapping[str, Any]) -> None:
    if "localities" in values:
        found = Locality.objects.filter(pk__in=values["localities"])
        wanted = set(found.values_list("pk", flat=True))
        areas = service.areas
        _keep(
            areas, "locality_id", wanted, lambda key: ServiceArea(service=service, locality_id=key)
        )


def _write_places(
    service: Service, values: Mapping[str, Any], made: Mapping[str, Location]
) -> None:
    """Places that stay keep their opening times."""
    there = set(service.service_at_locations.values_list("location_id", flat=True))
    wanted = there
    if "places" in values:
        found = Location.objects.filter(pk__in=values["places"])
        wanted = set(found.values_list("pk", flat=True))
    wanted = wanted | {place.pk for place in made.values()}
    _keep(
        service.service_at_locations,
        "location_id",
        wanted,
        lambda key: ServiceAtLocation(service=service, location_id=key),
    )


def _keep(rows: Any, column: str, wanted: set[Any], make: Any) -> None:
    """Delete the rows that are not wanted and make those that are missing."""
    there = set(rows.values_list(column, flat=True))
    for row in rows.exclude(**{f"{column}__in": wanted}):
        row.delete()
    for key in wanted - there:
        make(key).save()


def _write_rows(
    entry: Entry, part: Part, rows: Iterable[Values], made: Mapping[str, Location]
) -> None:
    """Change rows that are there, make those that are not, delete the rest."""
    own = {str(row.pk): row for row in _own(entry, part)}
    places = _places_of(entry, made) if part is TIMES else {}
    for values in rows:
        row: Any = own.pop(values.get("id") or "", None) or part.model()
        _fill(row, {name: values[name] for name in part.fields if name in values})
        if part is TIMES:
            there = places.get(values.get("place") or "")
            if there is None and values.get("place"):
                continue  # the place is no longer one of the service's
            row.service, row.service_at_location = (None, there) if there else (entry, None)
        else:
            setattr(row, str(entry._meta.model_name), entry)
        check(row)
        row.save()
    for row in own.values():
        row.delete()


def _own(entry: Entry, part: Part) -> Iterable[Any]:
    manager = part.model._default_manager
    own = manager.filter(**{str(entry._meta.model_name): entry.pk})
    if part is TIMES:
        own = own | Schedule.objects.filter(service_at_location__service=entry.pk)
    return own


def _places_of(entry: Any, made: Mapping[str, Location]) -> dict[str, ServiceAtLocation]:
    there = {str(each.location_id): each for each in entry.service_at_locations.all()}
    return there | {name: there[str(place.pk)] for name, place in made.items()}
