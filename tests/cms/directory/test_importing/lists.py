"""Sending lists, and reading what is taken away."""

import csv
import io
from datetime import date

from accounts.csv_files import write_table
from accounts.models import Locality
from cms.directory.importing.tasks import carry_out_list, read_list
from cms.directory.models import DirectoryImport, Service, TaxonomyTerm
from cms.directory.services.importing import confirm_import, export_services, start_import
from tests.factories.directory import LocationFactory, ServiceAtLocationFactory, ServiceFactory

HEAD = "organisation,name,description"
LINE = "City Play,Stay and play,Toys and tea."


def sent(actor, text: str | bytes) -> DirectoryImport:
    """Send a list and have it read."""
    data = text.encode() if isinstance(text, str) else text
    row = start_import(actor=actor, name="list.csv", data=data)
    read_list(key=str(row.pk))
    row.refresh_from_db()
    return row


def brought_in(actor, text: str | bytes, answers=None) -> DirectoryImport:
    """Send a list, confirm it, have it carried out."""
    row = confirm_import(actor=actor, row=sent(actor, text), answers=answers or {})
    carry_out_list(key=str(row.pk))
    row.refresh_from_db()
    return row


def exported(actor) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(export_services(actor=actor)).lstrip("\ufeff"))))


def as_text(rows: list[dict[str, str]]) -> str:
    names = list(rows[0])
    return "".join(write_table([names, *([row[name] for name in names] for row in rows)]))


def whole_service(city) -> Service:
    """A service that says something in every column."""
    service = ServiceFactory(
        organisation=city,
        name="Stay and play",
        name_cy="Aros a chwarae",
        description="=1+1 is what\nchildren learn",
        alert="-closed in August",
        minimum_age=0,
        maximum_age=5,
        is_free=True,
        url="https://play.example/",
        assured_on=date(2026, 9, 24),
        assurer_email="lead@people.example",
    )
    for code in ("parenting", "school"):
        service.attributes.create(term=TaxonomyTerm.objects.get(taxonomy__code="need", code=code))
    service.areas.create(locality=Locality.objects.get(name="West"))
    service.phones.create(number="+44 1632 960001")
    service.phones.create(number="01632 960002")
    place = LocationFactory(name="Hall", locality=Locality.objects.get(name="East"))
    at = ServiceAtLocationFactory(service=service, location=place)
    at.schedules.create(byday="MO", freq="WEEKLY")
    return service
