"""Words as people type them, in English and in Welsh."""

import pytest

from tests.cms.directory.test_finder.services import FINDER, named

pytestmark = pytest.mark.django_db


def test_words_that_nothing_has_find_nothing_but_a_likely_word(services, read):
    page = read(FINDER, q="todler")
    assert named(page) == []
    assert "Did you mean" in page.main.get_text()
    assert page.find("a", string="toddler")["href"] == f"{FINDER}?q=toddler"
    near = read(FINDER, q="xylophone", postcode="PL4 8AA")
    assert named(near)[0] == "Toddler drop-in"
    assert [each.get_text() for each in near.select(".govuk-inset-text li")] == ["“xylophone”"]


def test_some_of_the_words_will_do_where_nothing_has_all(services, read):
    page = read(FINDER, q="parenting xylophone")
    assert named(page) == ["Parenting group"]
    assert "Nothing has all of these words" in page.main.get_text()


@pytest.mark.parametrize(
    "words",
    [
        '"parenting group"',
        '"unfinished',
        "group -toddler",
        "group or or ( & | ! <->",
        "':*",
        "\0group\0",
        "\N{PILE OF POO}",
        "group " * 1_700,
        "%_\\",
    ],
)
def test_whatever_is_typed_as_words_is_answered(services, read, words):
    page = read(FINDER, q=words)
    typed = page.select_one("#id_q")["value"]
    assert "\0" not in typed
    assert len(typed) <= 200


def test_welsh_words_are_found_with_and_without_their_marks(services, find):
    services["near"].name_cy = "Tŷ'r plant bach"
    services["near"].save()
    assert find(q="ty plant") == []  # this portal has no Welsh
