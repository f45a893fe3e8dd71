"""Cells, lines and files that make no sense."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.csv_files import TableRefused
from cms.directory.importing.tasks import counts
from cms.directory.models import DirectoryImport, Organisation, Service
from cms.directory.services.importing import MOST_BYTES, start_import
from tenants.errors import ServiceError
from tests.cms.directory.test_importing.lists import HEAD, LINE, brought_in, sent
from tests.factories.directory import ServiceFactory


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


def test_every_fault_of_a_line_is_named_at_once_beside_what_was_typed(publisher):
    columns = f"{HEAD},email,minimum_age,maximum_age,address"
    row = sent(publisher, f"{columns}\nCity Play,Stay and play,,nobody,9,3,1 High Street\n")
    (plan,) = row.report
    assert plan["problem"].splitlines() == [
        "Column “email”: “nobody” is no e-mail address.",
        "A new entry needs a description.",
        "The youngest age is higher than the oldest.",
        "Column “place”: give the name of the place.",
    ]
    assert (plan["name"], plan["organisation"]) == ("Stay and play", "City Play")


def test_a_line_whose_entry_is_unknown_still_shows_what_was_typed(publisher):
    (plan,) = sent(publisher, f"{HEAD},is_free,url\n,Songs,Singing.,perhaps,no way\n").report
    assert len(plan["problem"].splitlines()) == 3
    assert "Column “organisation”: it is empty." in plan["problem"]
    assert plan["name"] == "Songs"


def test_a_cell_with_line_breaks_shifts_no_number(publisher):
    text = f'{HEAD}\nCity Play,Songs,"One\ntwo\nthree"\nCity Play,,Toys.\n'
    assert [each["line"] for each in sent(publisher, text).report] == [2, 3]


def test_a_refused_line_does_not_stand_in_the_way_of_the_same_entry_put_right(publisher):
    row = sent(publisher, f"{HEAD},minimum_age\n{LINE},old\n{LINE},3\n")
    assert [each["verdict"] for each in row.report] == ["refuse", "add"]


def test_what_has_a_price_does_not_become_free_by_a_list(publisher, city):
    service = ServiceFactory(organisation=city, name="Stay and play", is_free=False)
    service.cost_options.create(amount="3.50")
    (plan,) = sent(publisher, f"{HEAD},is_free\n{LINE},yes\n").report
    assert plan["problem"].startswith("The entry has a price")


def test_a_line_that_is_wrong_keeps_back_no_other(publisher):
    row = brought_in(publisher, f"{HEAD},minimum_age\n{LINE},old\nCity Play,Songs,Singing.,3\n")
    assert counts(row.report) == {"refuse": 1, "add": 1}
    assert [each.name for each in Service.objects.all()] == ["Songs"]


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
