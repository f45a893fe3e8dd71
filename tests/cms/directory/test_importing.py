"""Lists in and out: a preview, all or nothing, safe to repeat, and every kind of bad file (C10)."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.csv_files import TableRefused, write_table
from accounts.models import LedgerEntry, Locality
from cms.directory.importing import tasks
from cms.directory.importing.columns import columns_here
from cms.directory.importing.tasks import carry_out_list, counts, read_list
from cms.directory.importing.writing import ImportBroken, Writer
from cms.directory.models import DirectoryImport, Organisation, Service, TaxonomyTerm
from cms.directory.services.importing import (
    MOST_BYTES,
    confirm_import,
    export_services,
    leave_import,
    start_import,
)
from tenants.errors import ServiceError
from tests.conftest import person
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

HEAD = "organisation,name,description"
LINE = "City Play,Stay and play,Toys and tea."


@pytest.fixture(autouse=True)
def _here(portal):
    """Lists are brought into the portal in hand."""


@pytest.fixture
def publisher(portal):
    return person(portal, "publisher")


@pytest.fixture
def city():
    return OrganisationFactory(name="City Play")


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


def test_a_new_entry_is_a_draft_until_somebody_publishes_it(publisher):
    brought_in(publisher, f"{HEAD}\n{LINE}\n")
    service = Service.objects.get()
    assert (service.visibility, service.slug) == ("draft", "stay-and-play")
    assert service.organisation.name == "City Play"


def test_nothing_is_changed_before_it_is_confirmed_or_when_it_is_thrown_away(publisher):
    row = sent(publisher, f"{HEAD}\n{LINE}\n")
    assert not Service.objects.exists()
    leave_import(actor=publisher, row=row)
    with pytest.raises(ServiceError):
        confirm_import(actor=publisher, row=row, answers={})
    row.refresh_from_db()
    assert (row.state, row.text) == ("left", "")


def test_days_are_read_as_in_the_united_kingdom(publisher, city):
    service = ServiceFactory(organisation=city, name="Stay and play")
    brought_in(publisher, f"{HEAD},assured_on\n{LINE},03/09/2026\n")
    service.refresh_from_db()
    assert service.assured_on == date(2026, 9, 3)
    assert service.assured_by == publisher


@pytest.mark.parametrize(
    ("head", "cell", "words"),
    [
        ("assured_on", "13/13/2026", "is no date"),
        ("minimum_age", "five", "no whole number"),
        ("minimum_age", "NaN", "no whole number"),
        ("email", "nobody", "no e-mail address"),
        ("url", "javascript:alert(1)", "no web address"),
        ("is_free", "perhaps", "neither yes nor no"),
        ("need", "flying", "do not know “flying”"),
        ("localities", "Atlantis", "do not know “Atlantis”"),
        ("visibility", "secret", "is none of"),
        ("latitude", "48.85", "not in the United Kingdom"),
        ("longitude", "nan", "not in the United Kingdom"),
        ("latitude", "50.37", "both latitude and longitude"),
        ("postcode", "PL4", "no full UK postcode"),
        ("address", "1 High Street", "give the name of the place"),
        ("id", "11111111-1111-4111-8111-111111111111", "No entry has this id"),
        ("visibility", "published", "when the entry was last checked"),
    ],
)
def test_a_cell_that_makes_no_sense_is_refused_with_its_line(publisher, head, cell, words):
    row = sent(publisher, f"{HEAD},{head}\n{LINE},{cell}\n")
    (plan,) = row.report
    assert plan["verdict"] == "refuse"
    assert plan["line"] == 2
    assert words in plan["problem"]


def test_a_line_that_is_wrong_keeps_back_no_other(publisher):
    row = brought_in(publisher, f"{HEAD},minimum_age\n{LINE},old\nCity Play,Songs,Singing.,3\n")
    assert counts(row.report) == {"refuse": 1, "add": 1}
    assert [each.name for each in Service.objects.all()] == ["Songs"]


def test_the_same_entry_twice_in_one_list_is_refused(publisher, city):
    service = ServiceFactory(organisation=city, name="Stay and play")
    head = f"id,{HEAD}"
    row = sent(publisher, f"{head}\n{service.pk},{LINE}\n{service.pk},{LINE}\n,{LINE}\n")
    assert [plan["verdict"] for plan in row.report] == ["change", "refuse", "refuse"]
    assert "same entry as line 2" in row.report[1]["problem"]
    new = sent(publisher, f"{HEAD}\nCity Play,Songs,One.\nCity Play,Songs,Two.\n")
    assert [plan["verdict"] for plan in new.report] == ["add", "refuse"]


def test_what_is_much_alike_is_asked_about(publisher, city):
    service = ServiceFactory(organisation=city, name="Stay and play at Dockside")
    text = f"{HEAD}\nCity Play,Stay & play Dockside,More toys.\n"
    row = sent(publisher, text)
    (plan,) = row.report
    assert (plan["verdict"], plan["candidates"][0][0]) == ("ask", str(service.pk))

    assert counts(brought_in(publisher, text).report) == {"refuse": 1}
    assert counts(brought_in(publisher, text, {2: "skip"}).report) == {"skip": 1}
    done = brought_in(publisher, text, {2: str(service.pk)})
    service.refresh_from_db()
    assert counts(done.report) == {"change": 1}
    assert (service.name, service.description) == ("Stay & play Dockside", "More toys.")
    again = f"{HEAD}\nCity Play,Stay and play Dockside!,Others.\n"
    assert counts(brought_in(publisher, again, {2: "new"}).report) == {"add": 1}


def test_a_slip_in_an_organisations_name_makes_no_organisation(publisher, city):
    row = sent(publisher, f"{HEAD}\nCity Plays,Songs,Singing.\n")
    assert "Do you mean “City Play”?" in row.report[0]["problem"]


def test_what_changed_after_the_preview_is_refused(publisher, city):
    service = ServiceFactory(organisation=city, name="Stay and play", description="Old.")
    row = sent(publisher, f"{HEAD}\n{LINE}\n")
    Service.objects.filter(pk=service.pk).update(description="Somebody else's.")
    confirm_import(actor=publisher, row=row, answers={})
    carry_out_list(key=str(row.pk))
    row.refresh_from_db()
    service.refresh_from_db()
    assert counts(row.report) == {"refuse": 1}
    assert service.description == "Somebody else's."


def test_editors_neither_publish_nor_hide_by_a_list(portal, city):
    ServiceFactory(organisation=city, name="Stay and play")
    editor = person(portal, "editor")
    for visibility in ("published", "hidden"):
        text = f"{HEAD},visibility,assured_on\nCity Play,Songs,Singing.,{visibility},1/9/2026\n"
        assert "Only publishers" in sent(editor, text).report[0]["problem"]
    same = sent(editor, f"{HEAD},visibility\n{LINE},published\n")
    assert counts(same.report) == {"change": 1}


@pytest.mark.parametrize("role", ["member", "author", "service_provider", "caseworker"])
def test_others_bring_nothing_in_and_take_nothing_away(portal, role):
    with pytest.raises(ServiceError):
        start_import(actor=person(portal, role), name="x.csv", data=HEAD.encode())
    with pytest.raises(ServiceError):
        export_services(actor=person(portal, role))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"organisation,name\x00,description\n", "not a CSV file"),
        (b"PK\x03\x04rest", "is a spreadsheet"),
    ],
)
def test_a_file_that_is_no_text_is_refused_at_once(publisher, data, words):
    with pytest.raises((TableRefused, ServiceError), match=words):
        start_import(actor=publisher, name="x.csv", data=data)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{LINE}\n{LINE}\n", "must name the columns"),
        (f"{HEAD},colour\n{LINE},red\n", "We do not know the column “colour”"),
        (f"{HEAD},name\n{LINE},x\n", "named twice"),
        (f'{HEAD}\n"City,Play,Toys\n', "quotation marks"),
        (f"{HEAD}\n", "nothing in the list"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_whole(publisher, text, words):
    row = sent(publisher, text)
    assert row.state == "failed"
    assert words in row.problem


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig"])
def test_files_of_any_spreadsheet_are_read(publisher, encoding):
    text = f"{HEAD}\nCafé Bach,Sŵn,Singing.\n" if "utf" in encoding else f"{HEAD}\nCafé,Été,Sun.\n"
    row = brought_in(publisher, text.encode(encoding))
    assert counts(row.report) == {"add": 1}
    assert Organisation.objects.get().name.startswith("Café")


def test_a_line_with_too_many_cells_is_refused(publisher):
    row = sent(publisher, f"{HEAD}\n{LINE},more\n")
    assert "more cells than there are columns" in row.report[0]["problem"]


def test_formulas_stay_text_and_leave_as_text(publisher):
    text = f"{HEAD},alert\nCity Play,Songs,Singing.,=CMD|' /C calc'!A0\n"
    brought_in(publisher, text)
    assert Service.objects.get().alert == "=CMD|' /C calc'!A0"
    table = "".join(export_services(actor=publisher))
    assert "'=CMD" in table
    assert ",=CMD" not in table
    assert counts(sent(publisher, table).report) == {"same": 1}


def test_a_file_of_fifty_megabytes_is_refused(publisher, client_for, portal):
    with pytest.raises(ServiceError, match="too large"):
        start_import(actor=publisher, name="x.csv", data=b"a" * (MOST_BYTES + 1))
    file = SimpleUploadedFile("x.csv", b"a" * 50_000_000)
    page = client_for(portal, "editor").post("/entries/import/", {"file": file})
    assert "too large" in page.content.decode()
    assert not DirectoryImport.objects.exists()


def test_more_than_ten_thousand_lines_are_refused(publisher):
    rows = "".join(f"City Play,Group {n},Toys.\n" for n in range(10_001))
    assert "10001 lines" in sent(publisher, f"{HEAD}\n{rows}").problem


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


def test_pages_lead_from_the_file_to_the_report(portal, client_for, city):
    editor = client_for(portal, "editor")
    ServiceFactory(organisation=city, name="Stay and play", description="Old.")
    file = SimpleUploadedFile("list.csv", f"{HEAD}\n{LINE}\nCity Play,Songs,\n".encode())
    answer = editor.post("/entries/import/", {"file": file})
    url = answer["Location"]
    assert editor.get(url)["Refresh"] == "3"
    read_list(key=url.split("/")[-2])
    page = editor.get(url).content.decode()
    assert "<del>Old.</del>" in page
    assert "Bring it in like this" in page
    editor.post(f"{url}confirm/")
    carry_out_list(key=url.split("/")[-2])
    assert "What became of the list" in editor.get(url).content.decode()
    report = b"".join(editor.get(f"{url}report.csv").streaming_content).decode()
    assert "A new entry needs a description." in report
    head = b"".join(editor.get("/entries/import/template.csv").streaming_content).decode()
    assert head.startswith("\ufeffid,organisation,name,name_cy")


def test_only_editors_open_the_pages(portal, client_for):
    for url in ("/entries/import/", "/entries/import/template.csv", "/entries/services.csv"):
        assert client_for(portal, "editor").get(url).status_code == 200
        assert client_for(portal, "service_provider").get(url).status_code == 403
        assert client_for(portal).get(url).status_code == 302
