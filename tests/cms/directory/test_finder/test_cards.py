"""What a card says of a service, and what it must not say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Locality
from tests.cms.directory.test_finder.services import FINDER, put, tag

pytestmark = pytest.mark.django_db


def test_an_entry_that_is_overdue_says_so(services, read):
    services["near"].assured_on = timezone.localdate() - timedelta(days=200)
    services["near"].save()
    assert "Not checked for a while" in read(FINDER, q="toddler").main.get_text()


def test_a_card_says_what_a_family_must_know(services, read):
    tag(services["near"], "route", "self")
    tag(services["near"], "level", "universal")
    said = read(FINDER, q="toddler").select_one(".casement-result").get_text(" ", strip=True)
    for words in (
        "Near Hall",
        "Tuesday and Thursday, 9.30am to 11am",
        "From birth to age 5",
        "Free",
        "Level of support: Universal",
        "You can ask for it yourself",
        "Add to my list",
    ):
        assert words in said


def test_a_withheld_address_is_its_locality_alone(services, read):
    east = Locality.objects.get(name="East")
    put(
        services["advice"],
        50.3752,
        -4.1379,
        name="Zeppelin Lodge",
        address_withheld=True,
        locality=east,
        area_latitude=50.5,
        area_longitude=-4.2,
    )
    page = read(FINDER, postcode="PL4 8AA", q="debt").main.get_text(" ")
    assert "Zeppelin Lodge" not in page
    assert "East: the address is kept secret" in page
    assert "miles from PL4 8AA" not in page
    other = read(FINDER, q="Zeppelin Lodge").select(".govuk-inset-text li")
    assert [each.get_text() for each in other] == ["“Zeppelin Lodge”"]
