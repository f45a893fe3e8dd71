"""The list of portals."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tenants.current import portal_context
from tenants.models import Domain, Portal
from tests.tenants.test_console.conftest import LIST, NEW, SCREENS, add_portals, named, text_of

pytestmark = pytest.mark.usefixtures("_public")


def test_the_list_shows_what_each_portal_is_and_where(platform_client):
    response = platform_client.get(LIST)

    assert named(response) == ["North Parents", "South Parents"]
    page = response.content.decode()
    assert 'href="/portals/north/"' in page
    assert 'href="http://north.localhost:8000/"' in page
    for words in ["Local authority", "Live", "Forum", "Casework", "MB"]:
        assert words in text_of(response)


def test_the_list_tells_the_last_activity_of_each_portal(platform_client):
    for slug, moment in [("north", "2030-01-31T12:00Z"), ("south", "2031-02-01T12:00Z")]:
        with portal_context(Portal.objects.get(slug=slug)):
            User.objects.filter(email__startswith="clerk@").update(last_login=moment)

    rows = platform_client.get(LIST).context["page"].rows

    assert [row.figures.last_activity.year for row in rows] == [2030, 2031]
    assert all(row.figures.size > 1_000_000 for row in rows)


def queries_of(client: Client, path: str, query: dict[str, str] | None = None) -> list[str]:
    """Return what a page asks of the database, but for the setting of the schema."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, query).status_code == 200
    asked = [one["sql"] for one in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith("SET search_path")]


def test_the_list_takes_few_queries_with_two_portals_or_fifty(platform_client):
    with_two = queries_of(platform_client, LIST)
    add_portals(*(f"Portal {number:03}" for number in range(60)))

    assert len(queries_of(platform_client, LIST)) == len(with_two) <= 10


def test_a_portal_whose_schema_is_missing_does_not_break_the_list(platform_client):
    add_portals("Adrift")

    response = platform_client.get(LIST)

    assert named(response)[0] == "Adrift"
    assert "None yet" in text_of(response)
    assert "missing" in text_of(platform_client.get("/portals/made-0/"))


def test_the_list_goes_forward_and_back_by_key_without_a_gap(platform_client):
    add_portals(*["Same name"] * 60, *(f"Other {number:03}" for number in range(60)))
    wanted = [portal.slug for portal in Portal.objects.order_by("name", "slug")]

    seen, pages, url = [], [], LIST
    while url:
        response = platform_client.get(url)
        pages.append([row.portal.slug for row in response.context["page"].rows])
        seen += pages[-1]
        url = response.context["later_url"]
    assert seen == wanted
    assert len(pages) == 3

    back, url = [], response.context["earlier_url"]
    while url:
        response = platform_client.get(url)
        back.insert(0, [row.portal.slug for row in response.context["page"].rows])
        url = response.context["earlier_url"]
    assert back == pages[:-1]


def test_paging_keeps_what_was_searched_for(platform_client):
    add_portals(*(f"Bramley {number:03}" for number in range(60)), status="suspended")

    first = platform_client.get(LIST, {"q": "bramley", "status": "suspended"})
    second = platform_client.get(first.context["later_url"])

    assert len(named(first) + named(second)) == 60
    assert all(name.startswith("Bramley") for name in named(second))


def test_the_list_asks_for_no_offset_at_any_depth(platform_client):
    add_portals(*(f"Portal {number:03}" for number in range(120)))
    query = {"after": "Portal 050|made-50"}

    asked = queries_of(platform_client, LIST, query)

    assert named(platform_client.get(LIST, query))[0] == "Portal 051"
    assert len(asked) <= 10
    assert not any("OFFSET" in sql for sql in asked)


@pytest.mark.parametrize("words", ["south", "SOUTH par", "south.localhost", "families.example"])
def test_a_portal_is_found_by_name_web_name_or_any_domain(platform_client, words):
    south = Portal.objects.get(slug="south")
    Domain.objects.create(domain="families.example", tenant=south, is_primary=False)

    assert named(platform_client.get(LIST, {"q": words})) == ["South Parents"]


@pytest.mark.parametrize("words", ["%", "_", "zzz", "📚", "' OR 1=1 --", "\\", "q" * 5000, "\x00"])
def test_words_that_match_nothing_say_so_and_offer_all(platform_client, words):
    response = platform_client.get(LIST, {"q": words})

    assert response.status_code == 200
    assert "No portal matches" in text_of(response)
    assert "Show all portals" in text_of(response)


def test_words_come_back_escaped(platform_client):
    page = platform_client.get(LIST, {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page


def test_the_list_is_narrowed_to_a_status_with_counts(platform_client):
    Portal.objects.filter(slug="south").update(status="suspended")

    response = platform_client.get(LIST, {"status": "suspended"})

    assert named(response) == ["South Parents"]
    for words in ["All (2)", "Live (1)", "Suspended (1)"]:
        assert words in text_of(response)
    assert "Closed (" not in text_of(response)


@pytest.mark.parametrize(
    "query",
    [{"status": "castle"}, {"after": "\x00"}, {"after": "Zzz|zzz"}, {"before": "A|a"}],
)
def test_an_address_that_makes_no_sense_still_shows_a_page(platform_client, query):
    response = platform_client.get(LIST, query)

    assert response.status_code == 200
    assert "Show all portals" in text_of(response)


def test_a_key_that_is_only_words_is_a_place_like_any_other(platform_client):
    assert named(platform_client.get(LIST, {"after": "nonsense"})) == [
        "North Parents",
        "South Parents",
    ]


def test_a_console_without_portals_invites_to_make_one(platform_client):
    Domain.objects.all().delete()
    Portal.objects.all()._raw_delete("default")

    response = platform_client.get(LIST)

    assert "No portals yet" in text_of(response)
    assert f'href="{NEW}"' in response.content.decode()


def test_a_name_with_markup_is_shown_as_text(platform_client):
    Portal.objects.filter(slug="north").update(name="<script>alert(1)</script>")

    for path in SCREENS:
        assert "<script>alert" not in platform_client.get(path).content.decode()
