"""A demonstration portal's directory, from the `directory.yaml` in its folder."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Locality
from cms.directory.facets import Facet
from cms.directory.models import (
    Contact,
    LocalityCentre,
    Location,
    LocationAttribute,
    Organisation,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    TaxonomyTerm,
)
from cms.directory.search_source import index_directory
from tenants.content_version import public_content_changed
from tenants.gazetteer import find_point

Row = Mapping[str, Any]
TEXTS = (
    *("name", "description", "eligibility", "how_to_join", "fees", "alert"),
    *("name_cy", "description_cy", "eligibility_cy", "how_to_join_cy", "fees_cy", "alert_cy"),
)
CHECKED_DAYS_AGO = (3, 11, 20, 34, 48, 75, 110, 140)
"""Days since entries were checked, by turns; an entry may say its own."""


def load_directory(folder: Path) -> int:
    """Fill the portal in hand from a folder, unless it has services; return how many were made."""
    path = folder / "directory.yaml"
    if not path.is_file() or Service.objects.exists():
        return 0
    loaded = _Loader(yaml.safe_load(path.read_text(encoding="utf-8")))
    count = loaded.load()
    index_directory()
    public_content_changed()
    return count


class _Loader:
    """What was read, and what has been made of it so far, by the keys of the file."""

    def __init__(self, content: Row) -> None:
        self.content = content
        self.localities = {each.name: each for each in Locality.objects.all()}
        terms = TaxonomyTerm.objects.select_related("taxonomy")
        self.terms = {(each.taxonomy.code, each.code): each for each in terms}

    def load(self) -> int:
        """Make all of it; return how many services."""
        rows = self.content["organisations"]
        numbers = {key: row.pop("telephone") for key, row in rows.items() if "telephone" in row}
        self.organisations = {key: Organisation(**row) for key, row in rows.items()}
        Organisation.objects.bulk_create(self.organisations.values())
        Phone.objects.bulk_create(
            Phone(organisation=self.organisations[key], number=number)
            for key, number in numbers.items()
        )
        self.centres = dict(self._centres())
        LocalityCentre.objects.bulk_create(self.centres.values())
        self.places = {key: self._place(row) for key, row in self.content.get("places", {}).items()}
        Location.objects.bulk_create(self.places.values())
        LocationAttribute.objects.bulk_create(self._access())
        rows = list(enumerate(self.content["services"]))
        services = [self._service(number, row) for number, row in rows]
        Service.objects.bulk_create(services)
        for service, (_number, row) in zip(services, rows, strict=True):
            self._belongings(service, row)
        return len(services)

    def _centres(self) -> Iterator[tuple[str, LocalityCentre]]:
        for name, postcode in self.content.get("centres", {}).items():
            point = find_point(postcode)
            if point:
                yield name, LocalityCentre(locality=self.localities[name], **point._asdict())

    def _place(self, row: Row) -> Location:
        point = find_point(row.get("postcode", ""))
        fields = {key: value for key, value in row.items() if key != "access"}
        fields["locality"] = self.localities[row["locality"]] if "locality" in row else None
        centre = self.centres.get(row.get("locality", ""))
        place = Location(**fields, **(point._asdict() if point else {}))
        if centre:
            place.area_latitude, place.area_longitude = centre.latitude, centre.longitude
        return place

    def _access(self) -> Iterator[LocationAttribute]:
        for key, row in self.content.get("places", {}).items():
            for code in row.get("access", []):
                term = self.terms[Facet.ACCESSIBILITY, code]
                yield LocationAttribute(location=self.places[key], term=term)

    def _service(self, number: int, row: Row) -> Service:
        ages = row.get("ages", [None, None])
        ago = row.get("checked_days_ago", CHECKED_DAYS_AGO[number % len(CHECKED_DAYS_AGO)])
        return Service(
            organisation=self.organisations[row["by"]],
            slug=slugify(row["name"])[:110],
            minimum_age=ages[0],
            maximum_age=ages[1],
            is_free=row.get("free", True),
            visibility=Service.Visibility.PUBLISHED,
            assured_on=timezone.localdate() - timedelta(days=ago),
            **{name: row[name] for name in TEXTS if name in row},
        )

    def _belongings(self, service: Service, row: Row) -> None:
        ServiceAttribute.objects.bulk_create(
            ServiceAttribute(service=service, term=self.terms[facet, code])
            for facet in Facet.values
            for code in row.get(facet, [])
        )
        ServiceArea.objects.bulk_create(
            ServiceArea(service=service, locality=self.localities[name])
            for name in row.get("in", [])
        )
        for at in row.get("at", []):
            there = ServiceAtLocation.objects.create(
                service=service, location=self.places[at["place"]]
            )
            times = {key: value for key, value in at.items() if key != "place"}
            if times:
                Schedule.objects.create(service_at_location=there, freq="WEEKLY", **times)
        if "telephone" in row:
            Phone.objects.create(service=service, number=row["telephone"])
        if "ask_for" in row:
            Contact.objects.create(
                service=service, title=row["ask_for"], title_cy=row.get("ask_for_cy", "")
            )
