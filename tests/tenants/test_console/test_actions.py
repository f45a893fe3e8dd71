"""What an operator does to a portal."""

from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import LedgerEntry, User
from tenants.current import portal_context
from tenants.models import Portal
from tenants.platform import PLATFORM
from tests.tenants.test_console.conftest import LIST, close_north, errors_of, named, north, text_of

pytestmark = pytest.mark.usefixtures("_public")


def test_renaming_shows_the_new_name_and_keeps_the_addresses(platform_client):
    answers = {"name": "Northern Families", "short_name": "Families"}
    response = platform_client.post("/portals/north/rename/", answers, follow=True)

    assert "Success" in text_of(response)
    assert "Northern Families" in text_of(response)
    assert north().primary_domain == "north.localhost"


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"name": ""}, "name", "Enter the portal's name"),
        ({"name": "N" * 121}, "name", "120 characters or fewer"),
        ({"name": "North\u2028Parents"}, "name", "one line"),
        ({"name": "North", "short_name": "N" * 31}, "short_name", "30 characters or fewer"),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(platform_client, answers, field, words):
    response = platform_client.post("/portals/north/rename/", answers)

    assert words in errors_of(response)[field]
    assert north().name == "North Parents"


def test_an_added_domain_is_listed_and_the_main_one_stays(platform_client):
    answers = {"domain": "Parents.North.example"}
    response = platform_client.post("/portals/north/add-domain/", answers, follow=True)

    assert "parents.north.example" in text_of(response)
    assert north().primary_domain == "north.localhost"


def test_an_added_domain_can_become_the_main_one(platform_client):
    answers = {"domain": "parents.north.example", "primary": "on"}
    platform_client.post("/portals/north/add-domain/", answers)

    assert north().primary_domain == "parents.north.example"


@pytest.mark.parametrize(
    ("domain", "words"),
    [
        ("", "Enter a domain"),
        ("south.localhost", "south.localhost is already in use"),
        ("north.localhost", "north.localhost is already in use"),
        ("localhost", "at least one dot"),
        ("127.0.0.1", "not an IP address"),
        ("north.example:8000", "Enter only the domain"),
        ("kim@north.example", "Enter only the domain"),
        ("north..example", "not a domain name"),
        ("-north.example", "not a domain name"),
        ("n" * 254, "253 characters or fewer"),
        ("north.example'; --", "not a domain name"),
        ("north.example\x00", "Null characters"),
    ],
)
def test_a_domain_that_cannot_be_is_refused_beside_its_field(platform_client, domain, words):
    response = platform_client.post("/portals/north/add-domain/", {"domain": domain})

    assert words in errors_of(response)["domain"]
    assert list(north().domains.values_list("domain", flat=True)) == ["north.localhost"]


def test_a_suspended_portal_shows_its_message_until_it_is_resumed(platform_client, client_for):
    page = platform_client.post(
        "/portals/north/suspend/", {"message": "Back on Monday <b>"}, follow=True
    )
    while_suspended = client_for(north()).get("/")
    platform_client.post("/portals/north/resume/")

    assert "Visitors see: Back on Monday <b>" in text_of(page)
    assert while_suspended.status_code == 503
    assert "Back on Monday &lt;b&gt;" in while_suspended.content.decode()
    assert client_for(north()).get("/").status_code == 200


def test_a_message_that_is_too_long_is_refused(platform_client):
    response = platform_client.post("/portals/north/suspend/", {"message": "x" * 301})

    assert "300 characters or fewer" in errors_of(response)["message"]
    assert north().status == "live"


def test_a_closed_portal_is_gone_for_visitors_and_can_be_reopened(platform_client, client_for):
    explained = text_of(platform_client.get("/portals/north/close/"))
    platform_client.post("/portals/north/close/")
    while_closed = client_for(north()).get("/")
    platform_client.post("/portals/north/resume/")

    assert "Nothing is deleted for 30 days" in explained
    assert while_closed.status_code == 410
    assert client_for(north()).get("/").status_code == 200


@pytest.mark.parametrize("action", ["suspend", "close"])
def test_pressing_a_button_twice_does_it_once_and_says_so(platform_client, action):
    platform_client.post(f"/portals/north/{action}/")
    changed = north()

    response = platform_client.post(f"/portals/north/{action}/")

    assert "already" in errors_of(response)["__all__"]
    assert north().closed_at == changed.closed_at


def test_what_an_operator_does_is_in_the_platforms_ledger(platform_client):
    platform_client.post("/portals/north/suspend/")

    with portal_context(PLATFORM):
        entry = LedgerEntry.objects.get(verb="tenants.portal_suspended")
        operator = User.objects.get(email="operator@casement.example")
    assert entry.actor_uuid == operator.uuid


def test_deleting_takes_everything_of_the_portal_and_nothing_of_the_neighbour(
    platform_client, django_capture_on_commit_callbacks
):
    files = {slug: Path(settings.MEDIA_ROOT) / f"portal_{slug}" for slug in ("north", "south")}
    for folder in files.values():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "leaflet.pdf").write_bytes(b"leaflet")
    close_north(days=31)

    with django_capture_on_commit_callbacks(execute=True):
        response = platform_client.post(
            "/portals/north/delete/", {"typed_name": "North Parents"}, follow=True
        )

    assert response.redirect_chain == [(LIST, 302)]
    assert "“North Parents” has been deleted." in text_of(response)
    assert named(response) == ["South Parents"]
    assert not files["north"].exists()
    assert (files["south"] / "leaflet.pdf").exists()
    assert platform_client.get("/portals/north/").status_code == 404


@pytest.mark.parametrize("typed", ["", "north", "North parents", "South Parents", "%", "N" * 121])
def test_deleting_wants_the_full_name(platform_client, typed):
    close_north(days=31)

    response = platform_client.post("/portals/north/delete/", {"typed_name": typed})

    assert errors_of(response)["typed_name"]
    assert Portal.objects.filter(slug="north").exists()


@pytest.mark.parametrize("more", [{}, {"skip_cooling_off": "1"}])
def test_no_operator_deletes_before_the_cooling_off_is_over(platform_client, more):
    close_north(days=29)

    response = platform_client.post(
        "/portals/north/delete/", {"typed_name": "North Parents"} | more
    )

    assert "can be deleted from" in errors_of(response)["__all__"]
    assert Portal.objects.filter(slug="north").exists()


def test_a_portal_that_is_open_is_not_deleted(platform_client):
    response = platform_client.post("/portals/north/delete/", {"typed_name": "North Parents"})

    assert "Close the portal first" in errors_of(response)["__all__"]
    assert "Only a closed portal can be deleted" in text_of(response)
