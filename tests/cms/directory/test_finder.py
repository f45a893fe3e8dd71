"""Find a service: what is asked in the address, what is found, in which order (C8)."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Locality
from cms.directory.models import (
    Schedule,
    Service,
    ServiceArea,
    ServiceAttribute,
    TaxonomyTerm,
)
from tenants.gazetteer import load_sample
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
FINDER = "/find-a-service/"


@pytest.fixture
def read(portal, client_for):
    def get(path, status=200, **query):
        response = client_for(portal).get(path, query)
        assert response.status_code == status, path
        return BeautifulSoup(response.content.decode(), "html.parser")

    return get


@pytest.fixture
def find(read):
    """Return the names of what the finder shows for a question."""

    def names(**query):
        return named(read(FINDER, **query))

    return names


def named(page):
    return [link.get_text() for link in page.main.select(".casement-result__title a")]


def tag(service, facet, *codes):
    for term in TaxonomyTerm.objects.filter(taxonomy__code=facet, code__in=codes):
        ServiceAttribute.objects.create(service=service, term=term)
    return service


def put(service, latitude, longitude, **fields):
    place = LocationFactory(latitude=latitude, longitude=longitude, **fields)
    return ServiceAtLocationFactory(service=service, location=place)


@pytest.fixture
def services(portal):
    """A drop-in near PL4 8AA, a group two miles off, advice without a place, a clinic far away."""
    load_sample()
    near = ServiceFactory(
        name="Toddler drop-in",
        description="Toys and tea.",
        minimum_age=0,
        maximum_age=5,
        is_free=True,
    )
    tag(near, "kind", "drop-in")
    tag(near, "need", "childcare-and-play")
    at = put(near, 50.3753, -4.1380, name="Near Hall")
    Schedule.objects.create(
        service_at_location=at, freq="WEEKLY", byday="TU,TH", opens_at="09:30", closes_at="11:00"
    )
    group = ServiceFactory(
        name="Parenting group", description="Talk.", minimum_age=6, maximum_age=12, is_free=False
    )
    tag(group, "kind", "structured-group")
    tag(group, "need", "parenting")
    put(group, 50.40, -4.16, name="Middle Hall")
    advice = ServiceFactory(name="Debt advice by telephone", description="Help with money.")
    tag(advice, "need", "money-and-housing")
    tag(advice, "format", "telephone")
    clinic = ServiceFactory(name="Baby clinic", description="Weigh in.", maximum_age=2)
    put(clinic, 50.9, -4.6, name="Far Hall")
    return {"near": near, "group": group, "advice": advice, "clinic": clinic}


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


def test_when_nothing_fits_the_nearest_are_shown_and_what_was_left_out_is_said(services, read):
    page = read(FINDER, postcode="PL4 8AA", within="1", need="parenting")
    assert named(page) == ["Parenting group"]
    said = page.select_one(".govuk-inset-text").get_text(" ", strip=True)
    assert "No service fits everything that you chose." in said
    assert [each.get_text() for each in page.select(".govuk-inset-text li")] == ["Within 1 mile"]


def test_the_age_of_the_child_is_left_out_before_the_need_and_the_day_before_both(services, read):
    page = read(FINDER, need="parenting", age="0", day="SA")
    left = [each.get_text() for each in page.select(".govuk-inset-text li")]
    assert left == ["Age 0", "Day: Saturday"]
    assert named(page) == ["Parenting group"]


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
    assert read(FINDER, q="Zeppelin Lodge").select(".casement-result") == []


def test_pages_follow_each_other_without_gaps_or_repeats(portal, read):
    run_by = OrganisationFactory()
    for number in range(45):
        ServiceFactory(name=f"Same name {number % 3}", organisation=run_by)
    seen, page = [], read(FINDER)
    while True:
        seen += [a["href"] for a in page.main.select(".casement-result__title a")]
        more = page.select_one("a[rel=next]")
        if more is None:
            break
        page = read(more["href"])
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize("key", ["x" * 10_000, "\0", "~", "none~", "zzzz~ff", "\N{PILE OF POO}"])
def test_a_key_that_was_made_up_is_answered(services, read, key):
    page = read(FINDER, after=key)
    assert page.main.select_one(".casement-result, .casement-empty")


def test_it_is_kept_for_everybody_and_sets_no_cookie(portal, client_for, services, asks):
    browser = client_for(portal)
    first = browser.get(FINDER, {"q": "group"})
    assert not first.cookies
    with asks(0):
        assert browser.get(FINDER, {"q": "group"}).content == first.content
    services["group"].name = "Renamed group"
    services["group"].save()
    assert "Renamed group" in browser.get(FINDER, {"q": "group"}).content.decode()


def test_a_kept_page_does_not_outlive_the_day(portal, client_for, services, time_machine):
    services["group"].assured_on = timezone.localdate()
    services["group"].save()
    last = services["group"].shown_until
    time_machine.move_to(f"{last.isoformat()} 22:30:00+00:00")
    browser = client_for(portal)
    Service.objects.exclude(pk=services["group"].pk).delete()
    assert "Parenting group" in browser.get(FINDER).content.decode()
    time_machine.shift(timedelta(hours=2))
    assert "Parenting group" not in browser.get(FINDER).content.decode()


def test_all_filters_at_once_take_ten_queries_at_most(portal, client_for, services):
    query = {
        "q": "toddler parenting",
        "postcode": "PL4 8AA",
        "within": "20",
        "age": "3",
        "need": ["childcare-and-play", "parenting"],
        "kind": "drop-in",
        "level": "universal",
        "route": "self",
        "format": "in-person",
        "language": "en",
        "accessibility": "step-free",
        "age-theme": "teenagers",
        "locality": "east",
        "day": "TU",
        "cost": "free",
    }
    browser = client_for(portal)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(FINDER, query).status_code == 200
    asked = [each["sql"] for each in captured if "search_path" not in each["sql"]]
    assert len(asked) <= 10, "\n".join(asked)
