"""Filters stand in the address, with counts, and are taken off one by one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Locality
from cms.directory.models import Service, ServiceArea
from tests.cms.directory.test_finder.services import FINDER, named
from tests.factories.directory import ServiceFactory

pytestmark = pytest.mark.django_db


def test_everything_that_shows_is_listed_by_name(services, find):
    ServiceFactory(name="Draft", visibility=Service.Visibility.DRAFT)
    ServiceFactory(name="Hidden", visibility=Service.Visibility.HIDDEN)
    ServiceFactory(name="Ended", status=Service.Status.DEFUNCT)
    ServiceFactory(name="Forgotten", assured_on=timezone.localdate() - timedelta(days=300))
    assert find() == [
        "Baby clinic",
        "Debt advice by telephone",
        "Parenting group",
        "Toddler drop-in",
    ]


@pytest.mark.parametrize("typed", ["-1", "200", "abc", "1.5", "²", "9" * 400])
def test_an_age_that_makes_no_sense_stands_beside_its_field_and_results_stay(services, read, typed):
    page = read(FINDER, age=typed, q="parenting")
    assert "Enter" in page.select_one(".govuk-form-group--error .govuk-error-message").get_text()
    assert page.select_one("#id_age")["value"] == typed[:30]
    assert named(page) == ["Parenting group"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "toddlers"}, ["Toddler drop-in"]),
        ({"q": "money"}, ["Debt advice by telephone"]),
        ({"q": "childcare and play"}, ["Toddler drop-in"]),
        ({"age": "1"}, ["Baby clinic", "Debt advice by telephone", "Toddler drop-in"]),
        ({"age": "12"}, ["Debt advice by telephone", "Parenting group"]),
        ({"need": "parenting"}, ["Parenting group"]),
        ({"need": ["parenting", "money-and-housing"]}, None),
        ({"kind": "drop-in"}, ["Toddler drop-in"]),
        ({"day": "TU"}, ["Toddler drop-in"]),
        ({"cost": "free"}, ["Toddler drop-in"]),
        ({"format": "telephone"}, ["Debt advice by telephone"]),
        ({"need": "parenting", "age": "7", "kind": "structured-group"}, ["Parenting group"]),
        ({"kind": "no-such-kind", "nonsense": "x", "day": "XX"}, "all"),
        ({"postcode": "PL4 8AA", "within": "1"}, ["Toddler drop-in", "Debt advice by telephone"]),
        ({"postcode": "PL4 8AA", "within": "7"}, "all"),
    ],
)
def test_filters_stand_in_the_address(services, find, query, expected):
    found = find(**query)
    if expected == "all":
        assert len(found) == 4
    else:
        assert found == (expected or ["Debt advice by telephone", "Parenting group"])


def test_a_service_for_the_whole_area_is_for_every_part_of_it(services, find):
    east = Locality.objects.get(name="East")
    ServiceArea.objects.create(service=services["group"], locality=east)
    west = Locality.objects.get(name="West")
    ServiceArea.objects.create(service=services["near"], locality=west)
    assert find(locality="east") == ["Baby clinic", "Debt advice by telephone", "Parenting group"]


def test_counts_say_what_each_choice_would_leave(services, read):
    page = read(FINDER, kind="drop-in")
    labels = {each["for"]: each.get_text(" ", strip=True) for each in page.select("label[for]")}
    assert labels["kind-drop-in"] == "Drop-in (1)"
    assert labels["kind-structured-group"] == "Structured group programme (1)"
    assert labels["need-childcare-and-play"] == "Childcare and play (1)"
    assert "need-parenting" not in labels
    assert page.select_one("#kind-drop-in").has_attr("checked")


def test_what_was_chosen_is_taken_off_one_by_one(services, read):
    page = read(FINDER, q="group", need=["parenting", "school"], postcode="PL4 8AA", within="20")
    chips = {
        each.get_text(" ", strip=True): each["href"]
        for each in page.select(".casement-filters__tag")
    }
    off = "Remove this filter: "
    assert set(chips) == {
        f"{off}“group”",
        f"{off}Within 20 miles",
        f"{off}Near PL4 8AA",
        f"{off}Need: Parenting and behaviour",
        f"{off}Need: School",
    }
    assert "q=" not in chips[f"{off}“group”"]
    assert "postcode=" in chips[f"{off}“group”"]
    assert "within=" not in chips[f"{off}Near PL4 8AA"]
    assert "need=parenting" in chips[f"{off}Need: School"]
    assert "need=school" not in chips[f"{off}Need: School"]
