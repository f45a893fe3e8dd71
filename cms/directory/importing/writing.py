"""Writing planned lines into the directory: many rows at once, in the transaction in hand."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Locality
from cms.directory.importing.cells import parts_of
from cms.directory.importing.columns import FIELDS, PLACE_FIELDS, taxonomies
from cms.directory.importing.matching import folded
from cms.directory.importing.places import Places
from cms.directory.importing.plans import ADD, NEVER_CLEARED, Planned
from cms.directory.importing.rows import Cells
from cms.directory.models import (
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
)
from cms.directory.services.entries import BATCH, place_new_locations

CHANGED = (*FIELDS, "organisation", "assured_by", "reminded_on", "modified_at")
_BOOLEANS = {"yes": True, "no": False, "": None}


class Writer:
    """Writes lines that were planned; asks for what they name once."""

    def __init__(self, actor: Any) -> None:
        self.actor = actor
        self.organisations = {folded(each.name): each for each in Organisation.objects.all()}
        self.localities = {each.name: each for each in Locality.objects.all()}
        self.terms = {
            (taxonomy.code, term.code): term
            for taxonomy in taxonomies()
            for term in taxonomy.terms.all()
        }
        self.codes = {code for code, _term in self.terms}
        self.slugs = set(Service.objects.values_list("slug", flat=True))
        self.places = Places()
        self.made: dict[tuple[str, str], Location] = {}

    def write(self, rows: Sequence[Planned]) -> None:
        """Write all of them: those to be added, and those to be changed."""
        self._organisations(rows)
        services = [(self._service(row), row) for row in rows]
        new = [service for service, row in services if row.plan.verdict == ADD]
        old = [service for service, row in services if row.plan.verdict != ADD]
        Service.objects.bulk_create(new, BATCH)
        Service.objects.bulk_create(
            old, BATCH, update_conflicts=True, unique_fields=["id"], update_fields=CHANGED
        )
        for service, row in services:
            row.plan.key = str(service.pk)
        self._links(services)
        self._phones(services)
        self._locations(services)

    def _organisations(self, rows: Sequence[Planned]) -> None:
        new: dict[str, Organisation] = {}
        for row in rows:
            name = row.cells["organisation"]
            if folded(name) not in self.organisations:
                new.setdefault(folded(name), Organisation(name=name, description=name))
        Organisation.objects.bulk_create(new.values(), BATCH)
        self.organisations |= new

    def _service(self, row: Planned) -> Service:
        service = row.service or Service()
        checked_on = service.assured_on
        for name in FIELDS:
            if name in row.cells and (row.cells[name] or name not in NEVER_CLEARED):
                setattr(service, name, _value(name, row.cells[name]))
        service.organisation = self.organisations[folded(row.cells["organisation"])]
        service.modified_at = timezone.now()
        if service.assured_on != checked_on:
            service.assured_by, service.reminded_on = self.actor, None
        if not service.slug:
            service.slug = self._slug(service.name)
        try:
            service.clean_fields(exclude=["organisation", "assured_by", "search"])
        except ValidationError as error:
            words = {"line": row.plan.line, "problem": " ".join(error.messages)}
            raise ImportBroken(_("Line %(line)d: %(problem)s") % words) from None
        return service

    def _slug(self, name: str) -> str:
        stem, number = slugify(name)[:100] or "service", 1
        slug = stem
        while slug in self.slugs:
            number += 1
            slug = f"{stem}-{number}"
        self.slugs.add(slug)
        return slug

    def _links(self, services: Sequence[tuple[Service, Planned]]) -> None:
        """Terms and localities: links that stay keep their keys."""
        terms, areas = [], []
        gone_terms, gone_areas = [], []
        for service, row in services:
            old = {} if row.plan.verdict == ADD else _terms_of(service)
            wanted = self._wanted_terms(row.cells, old)
            terms += [ServiceAttribute(service=service, term_id=key) for key in wanted - set(old)]
            gone_terms += [link.pk for key, link in old.items() if key not in wanted]
            if "localities" in row.cells:
                there = {} if row.plan.verdict == ADD else _areas_of(service)
                here = {self.localities[name].pk for name in parts_of(row.cells["localities"])}
                areas += [
                    ServiceArea(service=service, locality_id=key) for key in here - set(there)
                ]
                gone_areas += [area.pk for key, area in there.items() if key not in here]
        _delete(ServiceAttribute.objects.filter(pk__in=gone_terms))
        _delete(ServiceArea.objects.filter(pk__in=gone_areas))
        ServiceAttribute.objects.bulk_create(terms, BATCH)
        ServiceArea.objects.bulk_create(areas, BATCH)

    def _wanted_terms(self, cells: Cells, old: dict[UUID, ServiceAttribute]) -> set[UUID]:
        """Return the terms of a line; those of taxonomies without a column stay."""
        kept = {key for key, link in old.items() if link.term.taxonomy.code not in cells}
        named = {
            self.terms[code, each].pk
            for code in self.codes & set(cells)
            for each in parts_of(cells[code])
        }
        return kept | named

    def _phones(self, services: Sequence[tuple[Service, Planned]]) -> None:
        new, gone = [], []
        for service, row in services:
            if "telephone" not in row.cells:
                continue
            wanted = parts_of(row.cells["telephone"])
            old = [] if row.plan.verdict == ADD else list(service.phones.all())
            gone += [phone.pk for phone in old if phone.number not in wanted]
            there = {phone.number for phone in old}
            new += [Phone(service=service, number=each) for each in wanted if each not in there]
        _delete(Phone.objects.filter(pk__in=gone))
        Phone.objects.bulk_create(new, BATCH)

    def _locations(self, services: Sequence[tuple[Service, Planned]]) -> None:
        links, left = [], []
        for service, row in services:
            known = row.service if row.plan.verdict != ADD else None
            planned = self.places.planned(row.cells, known)
            if planned is None:
                continue
            old = list(known.service_at_locations.all()) if known else []
            if len(old) == 1:
                left.append(old[0].pk)  # the entry has moved
            key = planned.known or self._place(row.cells).pk
            links.append(ServiceAtLocation(service=service, location_id=key))
        place_new_locations(actor=self.actor, locations=list(self.made.values()))
        _delete(Schedule.objects.filter(service_at_location__in=left))
        _delete(ServiceAtLocation.objects.filter(pk__in=left))
        ServiceAtLocation.objects.bulk_create(links, BATCH)

    def _place(self, cells: Cells) -> Location:
        """Return a place that is new, made once for all lines that name it."""
        names = (folded(cells["place"]), cells.get("postcode", ""))
        if names not in self.made:
            place = Location(
                locality=self.localities.get(cells.get("place_locality", "")),
                address_withheld=cells.get("address_withheld") == "yes",
            )
            for column, field in PLACE_FIELDS.items():
                cell = cells.get(column, "")
                is_number = column in ("latitude", "longitude")
                setattr(place, field, (float(cell) if cell else None) if is_number else cell)
            self.made[names] = place
        return self.made[names]


class ImportBroken(Exception):
    """A list cannot be carried out after all; nothing of it is."""


def _value(name: str, cell: str) -> Any:
    if name in ("minimum_age", "maximum_age"):
        return int(cell) if cell else None
    if name == "assured_on":
        return date.fromisoformat(cell) if cell else None
    return _BOOLEANS[cell] if name == "is_free" else cell


def _terms_of(service: Service) -> dict[UUID, ServiceAttribute]:
    return {link.term_id: link for link in service.attributes.all()}


def _areas_of(service: Service) -> dict[int, ServiceArea]:
    return {area.locality_id: area for area in service.areas.all()}


def _delete(rows: QuerySet[Any]) -> None:
    """Delete rows without a word for each: pages and the search hear of the whole list at once."""
    rows._raw_delete(rows.db)
