"""Words as people type them, in English and in Welsh."""

import pytest

from cms.directory.models import TaxonomyTerm
from cms.search import LONGEST
from cms.search_index import reindex
from tenants.content_version import public_content_changed
from tests.cms.directory.test_finder.services import FINDER, named, tag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "meant"), [("todler", "toddler"), ("toddelr", "toddler")])
def test_a_word_that_nothing_has_finds_what_has_the_likeliest(services, read, typed, meant):
    page = read(FINDER, q=typed)
    assert named(page) == ["Toddler drop-in"]
    said = " ".join(page.main.get_text().split())
    assert f"Nothing found for “{typed}”. This is what has “{meant}”." in said


def test_words_that_nothing_has_show_what_else_there_is(services, read):
    page = read(FINDER, q="xylophone")
    assert len(named(page)) == len(services)
    assert [each.get_text() for each in page.select(".govuk-inset-text li")] == ["“xylophone”"]
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


def test_welsh_words_are_found_only_where_the_portal_has_welsh(services, read):
    services["near"].name_cy = "Tŷ'r plant bach"
    services["near"].save()
    left_out = read(FINDER, q="plant ty").select(".govuk-inset-text li")
    assert [each.get_text() for each in left_out] == ["“plant ty”"]


@pytest.fixture
def special(services):
    tag(services["group"], "need", "special-needs")
    return services["group"]


@pytest.mark.parametrize(
    "words", ["autism", "Autistic", "ADHD", "autsim", "dyslexia", "special needs"]
)
def test_services_are_found_by_other_words_for_what_they_are_for(special, read, words):
    page = read(FINDER, q=words)
    assert named(page) == ["Parenting group"]
    assert not page.select(".govuk-inset-text")


@pytest.mark.parametrize("words", ["debt", "bills", "dept", "dett", "arrears"])
def test_short_words_are_mended_too(services, find, words):
    assert find(q=words) == ["Debt advice by telephone"]


def test_welsh_words_find_services_that_are_written_in_english_alone(bilingual, special, read):
    reindex("directory")
    page = read(f"/cy{FINDER}", q="awtistiaeth")
    assert named(page) == ["Parenting group"]
    assert named(read(f"/cy{FINDER}", q="dyled")) == ["Debt advice by telephone"]


def test_editors_words_for_a_term_count_at_once(special, find, portal):
    assert find(q="wobbly") != ["Parenting group"]
    term = TaxonomyTerm.objects.of("need").get(code="special-needs")
    term.other_words = "wobbly"
    term.save()
    public_content_changed()
    assert find(q="wobbly") == ["Parenting group"]
    assert find(q="autism") != ["Parenting group"]


def test_a_distance_from_nowhere_is_said_beside_the_postcode(services, read):
    page = read(FINDER, within="3")
    assert "Enter a postcode" in page.select_one("#id_postcode_error").get_text()
    assert "Enter a postcode" not in read(FINDER, within="3", postcode="PL4 8AA").get_text()


def test_the_box_takes_no_more_than_is_looked_at(services, read):
    assert read(FINDER).select_one("#id_q")["maxlength"] == str(LONGEST)
