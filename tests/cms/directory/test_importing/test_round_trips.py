"""What is taken away comes in again: nothing is lost, and nothing secret leaves."""

from datetime import date

from accounts.models import LedgerEntry, Locality
from cms.directory.importing.columns import columns_here
from cms.directory.importing.tasks import counts
from cms.directory.models import Organisation, Service
from cms.directory.services.importing import export_services
from tests.cms.directory.test_importing.lists import (
    HEAD,
    LINE,
    as_text,
    brought_in,
    exported,
    sent,
    whole_service,
)
from tests.factories.directory import LocationFactory, ServiceAtLocationFactory, ServiceFactory


def test_what_was_taken_away_comes_in_again_unchanged(publisher, city):
    whole_service(city)
    rows = exported(publisher)
    assert list(rows[0]) == [column.name for column in columns_here()]
    assert rows[0]["need"] == "parenting; school"
    row = sent(publisher, as_text(rows))
    assert counts(row.report) == {"same": 1}, row.report


def test_an_edited_table_changes_what_was_edited_and_nothing_else(publisher, city):
    service = whole_service(city)
    rows = exported(publisher)
    rows[0] |= {"maximum_age": "7", "need": "school", "telephone": "01632 960003", "email": ""}
    row = brought_in(publisher, as_text(rows))

    assert row.state == "done"
    changed = {change[0] for change in row.report[0]["changes"]}
    assert changed == {"maximum_age", "need", "telephone"}
    service.refresh_from_db()
    assert (service.maximum_age, service.name_cy) == (7, "Aros a chwarae")
    assert [each.code for each in service.terms.all()] == ["school"]
    assert [each.number for each in service.phones.all()] == ["01632 960003"]
    assert service.service_at_locations.get().schedules.exists()
    assert service.description == "=1+1 is what\nchildren learn"


def test_twice_is_once(publisher):
    text = f"{HEAD},need,place,address,town,county,postcode\n{LINE},school,Hall,1 High Street,Plymouth,Devon,PL4 8AA\n"  # noqa: E501
    first = brought_in(publisher, text)
    assert counts(first.report) == {"add": 1}
    assert counts(sent(publisher, text).report) == {"same": 1}
    assert (Service.objects.count(), Organisation.objects.count()) == (1, 1)
    assert LedgerEntry.objects.filter(verb="directory.list_imported").count() == 1


def test_days_are_read_as_in_the_united_kingdom(publisher, city):
    service = ServiceFactory(organisation=city, name="Stay and play")
    brought_in(publisher, f"{HEAD},assured_on\n{LINE},03/09/2026\n")
    service.refresh_from_db()
    assert service.assured_on == date(2026, 9, 3)
    assert service.assured_by == publisher


def test_formulas_stay_text_and_leave_as_text(publisher):
    text = f"{HEAD},alert\nCity Play,Songs,Singing.,=CMD|' /C calc'!A0\n"
    brought_in(publisher, text)
    assert Service.objects.get().alert == "=CMD|' /C calc'!A0"
    table = "".join(export_services(actor=publisher))
    assert "'=CMD" in table
    assert ",=CMD" not in table
    assert counts(sent(publisher, table).report) == {"same": 1}


def test_a_withheld_address_is_never_exported_and_stays_withheld(publisher, city):
    secret = LocationFactory(
        name="Rose House",
        address_1="7 Hidden Row",
        postcode="PL3 4AA",
        address_withheld=True,
        locality=Locality.objects.get(name="East"),
    )
    service = ServiceFactory(organisation=city, name="Refuge")
    ServiceAtLocationFactory(service=service, location=secret)
    rows = exported(publisher)
    text = as_text(rows)
    for said in ("Hidden Row", "Rose House", "PL3 4AA", "50.37"):
        assert said not in text
    assert (rows[0]["place_locality"], rows[0]["address_withheld"]) == ("East", "yes")
    assert counts(sent(publisher, text).report) == {"same": 1}


def test_a_secret_place_comes_in_as_secret(publisher):
    head = f"{HEAD},place,address,town,county,postcode,address_withheld"
    text = f"{head}\n{LINE},Rose House,7 Hidden Row,Plymouth,Devon,PL3 4AA,yes\n"
    row = brought_in(publisher, text)
    place = Service.objects.get().service_at_locations.get().location
    assert place.address_withheld
    assert "Hidden" not in str(row.report)
    assert LedgerEntry.objects.filter(verb="directory.address_withheld").exists()
    assert counts(sent(publisher, text).report) == {"same": 1}
