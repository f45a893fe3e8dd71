"""The administrator's screen for localities, schools and languages (P1)."""

import pytest

from accounts.models import LedgerEntry, Locality, School
from accounts.services import PlaceRow, set_places
from tenants.errors import ServiceError
from tenants.models import Portal
from tests.conftest import person

ADDRESS = "/admin/area/"


def typed(part: str, rows: list[dict]) -> dict:
    """Return what a browser sends for one list of places."""
    sent = {
        "part": part,
        f"{part}-TOTAL_FORMS": len(rows),
        f"{part}-INITIAL_FORMS": sum("id" in row for row in rows),
    }
    for number, row in enumerate(rows):
        sent |= {f"{part}-{number}-{name}": value for name, value in row.items()}
    return sent


def there(kind) -> list[dict]:
    return [
        {"id": place.pk, "name": place.name, "ORDER": order}
        for order, place in enumerate(kind.objects.all(), start=1)
    ]


@pytest.fixture
def boss(portal, client_for):
    return client_for(portal, "portal_administrator")


def test_places_are_renamed_ordered_added_and_removed(boss, portal):
    east, west = there(Locality)
    rows = [{**east, "name": "Eastern side", "ORDER": 2}, {**west, "DELETE": "on"}]
    rows += [{"name": "North", "ORDER": 1}, {"name": "", "ORDER": ""}]

    answer = boss.post(ADDRESS, typed("localities", rows), follow=True)

    assert "The changes are saved." in answer.content.decode()
    assert [place.name for place in Locality.objects.all()] == ["North", "Eastern side"]
    assert Locality.objects.get(name="Eastern side").pk == east["id"]
    entry = LedgerEntry.objects.order_by("-number").first()
    assert entry.verb == "accounts.places_changed"
    assert entry.detail == {"kind": "locality", "names": ["North", "Eastern side"]}


@pytest.mark.parametrize(
    ("name", "words"),
    [("east", "Each name can be listed once"), ("W" * 121, "120"), ("a\x00b", "Null")],
)
def test_a_name_that_cannot_be_is_refused_and_what_was_typed_stays(boss, portal, name, words):
    rows = [*there(Locality), {"name": name, "ORDER": 3}]

    page = boss.post(ADDRESS, typed("localities", rows)).content.decode()

    assert words in page
    assert Locality.objects.count() == 2
    if name.isprintable():
        assert f'value="{name}"' in page


def test_a_place_of_another_portal_cannot_be_named(boss, portal, other_portal, in_portal):
    with in_portal(other_portal):
        theirs = School.objects.create(name="Their School", slug="their-school")
    rows = [*there(School), {"id": theirs.pk, "name": "Stolen", "ORDER": 2}]

    boss.post(ADDRESS, typed("schools", rows))

    assert not School.objects.filter(name="Stolen").exists()
    with in_portal(other_portal):
        assert School.objects.get(pk=theirs.pk).name == "Their School"


def test_languages_are_changed_and_must_hold_the_main_one(boss, portal):
    good = {"part": "languages", "languages": ["en", "cy"], "default_language": "cy"}
    bad = {"part": "languages", "languages": ["en"], "default_language": "cy"}

    boss.post(ADDRESS, good)
    refused = boss.post(ADDRESS, bad).content.decode()

    assert "The main language must be one of" in refused
    now = Portal.objects.get(pk=portal.pk)
    assert (now.languages, now.default_language) == (["en", "cy"], "cy")


def test_a_forged_part_changes_nothing(boss, portal):
    answer = boss.post(ADDRESS, {"part": "people", "people-TOTAL_FORMS": "1"})

    assert answer.status_code == 200
    assert Locality.objects.count() == 2


def test_two_names_that_differ_in_case_alone_are_one(portal):
    with pytest.raises(ServiceError, match="once"):
        set_places(
            actor=person(portal, "portal_administrator"),
            kind=School,
            rows=[PlaceRow("Hill School"), PlaceRow("HILL SCHOOL")],
        )
