"""Programmes and their catalogue (C16)."""

import re
from datetime import date, timedelta

import pytest
import time_machine
import yaml
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.formats import date_format

from cms.content.loader import _run
from cms.demonstration import FOLDER
from cms.models import HomePage, ProgrammeCataloguePage, ProgrammePage
from tenants.content_version import public_content_changed

TODAY = date(2026, 3, 2)


@pytest.fixture
def catalogue(portal):
    with time_machine.travel(TODAY, tick=False):
        page = ProgrammeCataloguePage(title="Programmes", slug="our-programmes")
        HomePage.objects.get().add_child(instance=page)
        add(page, "Babies", youngest=0, oldest=2, kind="group", weeks=10, runs=runs(-7, 30, 7))
        add(page, "Teenagers", youngest=11, oldest=18, kind="drop_in")
        public_content_changed()
        yield page


def runs(*days):
    return [
        {
            "type": "run",
            "value": {
                "first_day": str(TODAY + timedelta(days=day)),
                "place": f"Hall {day}",
                "time": "",
                "note": "",
            },
        }
        for day in days
    ]


def add(above, title, **fields):
    page = ProgrammePage(title=title, slug=title.lower(), search_description="Words", **fields)
    above.add_child(instance=page)
    return page


def cards(client, query=""):
    page = BeautifulSoup(client.get(f"/our-programmes/{query}").content, "html.parser")
    return [card.get_text() for card in page.select(".casement-card__title")], page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Babies", "Teenagers"]),
        ("?child_age=0", ["Babies"]),
        ("?child_age=2", ["Babies"]),
        ("?child_age=3", []),
        ("?child_age=18&kind_of_support=drop_in", ["Teenagers"]),
        ("?kind_of_support=group", ["Babies"]),
        ("?kind_of_support=group&child_age=12", []),
        ("?kind_of_support=nonsense", ["Babies", "Teenagers"]),
    ],
)
def test_the_catalogue_filters_by_age_and_kind(catalogue, portal, client_for, query, found):
    assert cards(client_for(portal), query)[0] == found


def test_an_age_that_is_none_is_said_and_hides_nothing(catalogue, portal, client_for):
    titles, page = cards(client_for(portal), "?child_age=seven")

    assert titles == ["Babies", "Teenagers"]
    assert "Enter the age as a number" in page.select_one(".govuk-error-summary").get_text()
    assert page.find("input", {"name": "child_age"})["value"] == "seven"


def test_nothing_found_leads_back_to_all(catalogue, portal, client_for):
    page = cards(client_for(portal), "?child_age=3")[1]

    assert page.select_one(".casement-empty a")["href"] == "/our-programmes/"


def test_a_programme_says_what_is_known_and_hides_groups_that_have_begun(
    catalogue, portal, client_for
):
    page = BeautifulSoup(client_for(portal).get("/our-programmes/babies/").content, "html.parser")

    text = page.main.get_text(" ", strip=True)
    assert "From birth to 2" in text
    assert "10 weeks" in text
    places = [item.get_text() for item in page.select("#next-groups + ul li")]
    assert [place.split(", ")[1] for place in places] == ["Hall 7", "Hall 30"]


def test_the_next_group_stands_on_its_card(catalogue, portal, client_for):
    page = cards(client_for(portal))[1]

    assert "Next: 9 March 2026, Hall 7" in page.select_one(".casement-card__meta").get_text()


def test_without_a_group_it_says_so(catalogue, portal, client_for):
    assert (
        "No group is planned"
        in client_for(portal).get("/our-programmes/teenagers/").content.decode()
    )


def test_ages_in_the_wrong_order_are_refused(catalogue):
    with pytest.raises(ValidationError) as refused:
        add(catalogue, "Wrong", youngest=9, oldest=3)
    assert "oldest" in refused.value.message_dict


def test_an_unpublished_programme_is_not_listed(catalogue, portal, client_for):
    ProgrammePage.objects.get(slug="babies").unpublish()

    assert cards(client_for(portal))[0] == ["Teenagers"]


def test_the_catalogue_takes_seven_queries_at_most(
    catalogue, portal, client_for, django_assert_max_num_queries
):
    client = client_for(portal)
    client.get("/")
    with django_assert_max_num_queries(14):  # each with its search path
        assert client.get("/our-programmes/?child_age=1").status_code == 200


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("**/*.md")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_groups_of_the_demonstration_begin_on_the_weekday_that_they_name(path):
    matter = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    for run in matter.get("runs", ()):
        language = "cy" if path.parent.name == "cy" else "en"
        day = date.fromisoformat(_run(run)["first_day"])
        assert day > timezone.localdate()
        with translation.override(language):
            name = date_format(day, "l").lower()
        assert name in run["time"].lower()
        assert language == "en" or not re.search(r"\d[ap]m\b", run["time"])


def test_incredible_years_says_the_same_in_the_catalogue_and_in_the_directory():
    folder = FOLDER / "plymouth"
    matter = yaml.safe_load((folder / "incredible-years.md").read_text().split("---\n", 2)[1])
    directory = yaml.safe_load((folder / "directory.yaml").read_text(encoding="utf-8"))
    groups = [each for each in directory["services"] if each["name"].startswith("Incredible")]
    ages = [age for each in groups for age in each["ages"]]
    assert (matter["youngest"], matter["oldest"]) == (min(ages), max(ages))
    held = {(each["at"][0]["place"], each["at"][0]["byday"]) for each in groups}
    places = {key: place["name"] for key, place in directory["places"].items()}
    for run in matter["runs"]:
        code = run["weekday"][:2].upper()
        assert any(run["place"].startswith(places[key]) and day == code for key, day in held)
