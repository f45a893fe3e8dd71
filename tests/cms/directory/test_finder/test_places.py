"""The nearest first, from a postcode as people type it."""

import pytest

from tests.cms.directory.test_finder.services import FINDER, named

pytestmark = pytest.mark.django_db


def test_the_nearest_comes_first_and_says_how_far_it_is(services, read):
    page = read(FINDER, postcode="PL4 8AA")
    assert named(page) == [
        "Toddler drop-in",
        "Parenting group",
        "Baby clinic",
        "Debt advice by telephone",
    ]
    assert "Less than 0.1 miles from PL4 8AA" in page.main.get_text()
    assert "2 miles from PL4 8AA" in page.main.get_text()


@pytest.mark.parametrize("typed", ["PL4 8AA", "pl48aa", " pl4  8aa ", "PL4", "pl4"])
def test_a_postcode_is_taken_as_people_type_it(services, find, typed):
    assert find(postcode=typed)[0] == "Toddler drop-in"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nonsense", "Enter a postcode, like SW1A 2AA"),
        ("PL4 8A", "Enter a postcode, like SW1A 2AA"),
        ("x" * 10_000, "Enter a postcode, like SW1A 2AA"),
        ("\0\N{PILE OF POO}", "Enter a postcode, like SW1A 2AA"),
        ("ZZ9 9ZZ", "We do not know this postcode"),
        ("ZZ9", "We do not know this postcode"),
    ],
)
def test_a_postcode_that_makes_no_sense_stands_beside_its_field_and_results_stay(
    services, read, typed, said
):
    page = read(FINDER, postcode=typed, q="parenting", age="7", within="5")
    assert said in page.select_one(".govuk-form-group--error .govuk-error-message").get_text()
    assert page.title.get_text().startswith("Error:")
    assert page.select_one(".govuk-error-summary a")["href"] == "#id_postcode"
    assert page.select_one("#id_q")["value"] == "parenting"
    assert page.select_one("#id_age")["value"] == "7"
    assert page.select_one("#id_within option[selected]")["value"] == "5"
    assert named(page) == ["Parenting group"]
