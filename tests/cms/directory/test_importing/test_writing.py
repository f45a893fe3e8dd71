"""A list is written whole, in few queries, however long it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.directory.importing import tasks
from cms.directory.importing.tasks import carry_out_list, counts
from cms.directory.importing.writing import ImportBroken, Writer
from cms.directory.models import Organisation, Schedule, Service
from cms.directory.services import publish_services
from cms.directory.services.importing import confirm_import
from cms.models import SearchDocument
from tenants.gazetteer import load_sample
from tests.cms.directory.test_importing.lists import HEAD, LINE, brought_in, sent, whole_service
from tests.factories.directory import LocationFactory

TABLE = f"{HEAD},need,localities,telephone,place,address,town,county,postcode,address_withheld"


@pytest.mark.slow
def test_ten_thousand_lines_come_in_and_a_second_time_are_all_the_same(publisher, monkeypatch):
    seen = []
    move = tasks._move
    monkeypatch.setattr(tasks, "_move", lambda row, **to: (seen.append(to), move(row, **to)))
    rows = "".join(f"Town {n % 40},Group {n} of {n * 7},Toys.,school\n" for n in range(10_000))
    text = f"{HEAD},need\n{rows}"
    done = brought_in(publisher, text)
    asked = {plan["line"]: "new" for plan in done.report if plan["verdict"] == "refuse"}
    assert Service.objects.count() + len(asked) == 10_000
    assert len([to for to in seen if "handled" in to]) > 40
    assert counts(sent(publisher, text).report)["same"] == Service.objects.count()


def test_an_entry_that_moved_gets_its_new_place_and_shared_places_are_not_rewritten(
    publisher, city
):
    service = whole_service(city)
    head = f"id,{HEAD},place,address,town,county,postcode"
    LocationFactory(name="Library", postcode="PL4 8AA")
    line = f"{service.pk},{LINE}"
    brought_in(publisher, f"{head}\n{line},Library,1 High Street,Plymouth,Devon,PL4 8AA\n")
    assert service.service_at_locations.get().location.name == "Library"
    other = sent(publisher, f"{head}\n{line},Library,2 Low Street,Plymouth,Devon,PL4 8AA\n")
    assert "with another address" in other.report[0]["problem"]


def test_all_of_a_list_is_written_or_nothing(publisher, monkeypatch):
    def broken(self, services):
        raise ImportBroken("Stop.")

    monkeypatch.setattr(Writer, "_phones", broken)
    row = brought_in(publisher, f"{HEAD}\n{LINE}\n")
    assert (row.state, row.text) == ("failed", "")
    assert "Nothing of the list was brought in. Stop." in row.problem
    assert not Service.objects.exists()
    assert not Organisation.objects.exists()


def table(numbers, *, need="school", area="West", hall="Hall") -> str:
    """Return a list of groups, each with a term, an area, a number and a place of its own."""
    address = "1 High Street,Plymouth,Devon,PL4 8AA,no"
    lines = (
        f"City Play,Group {n},Toys.,{need},{area},01632 {need} {n},{hall} {n},{address}\n"
        for n in numbers
    )
    return f"{TABLE}\n{''.join(lines)}"


def queries_of(actor, text: str, verdict: str) -> int:
    """Have a list carried out; return how often the database was asked."""
    row = confirm_import(actor=actor, row=sent(actor, text), answers={})
    with CaptureQueriesContext(connection) as queries:
        carry_out_list(key=str(row.pk))
    row.refresh_from_db()
    assert set(counts(row.report)) == {verdict}
    return len(queries)


def test_many_lines_are_written_with_as_many_queries_as_few(publisher):
    load_sample()
    few, many = range(3), range(3, 33)
    assert queries_of(publisher, table([*few, *many]), "add") < 150
    cells = {}
    for change in ({"need": "health"}, {"hall": "Library"}, {"area": ""}):
        cells |= change
        asked = queries_of(publisher, table(few, **cells), "change")
        assert queries_of(publisher, table(many, **cells), "change") == asked, change


def test_an_entry_that_moved_leaves_nothing_behind_and_is_found_at_its_new_place(publisher):
    load_sample()
    brought_in(publisher, table([1]))
    service = Service.objects.get()
    publish_services(actor=publisher, keys=[service.pk])
    service.service_at_locations.get().schedules.create(byday="MO", freq="WEEKLY")
    brought_in(publisher, table([1], need="health", area="", hall="Library"))
    place = service.service_at_locations.get().location
    assert (place.name, round(place.latitude)) == ("Library 1", 50)
    assert not Schedule.objects.exists()
    assert [term.code for term in service.terms.all()] == ["health"]
    assert [each.number for each in service.phones.all()] == ["01632 health 1"]
    assert not service.areas.exists()
    assert "Library 1" in SearchDocument.objects.get(key=str(service.pk)).keywords
