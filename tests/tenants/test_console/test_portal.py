"""The page of one portal."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from tenants.current import portal_context
from tenants.models import Domain, Portal
from tests.tenants.test_console.conftest import close_north, north, text_of

pytestmark = pytest.mark.usefixtures("_public")


def test_a_portal_shows_counts_and_never_a_person_or_a_page(platform_client):
    with portal_context(north()):
        people = list(User.objects.values_list("email", "display_name"))
        default_storage.save("leaflet.pdf", ContentFile(b"x" * 3000))

    response = platform_client.get("/portals/north/")

    figures = {row["key"]: row["value"] for row in response.context["figures"]}
    assert figures["People with an account"] == str(len(people))
    assert int(figures["Pages"]) > 10
    assert figures["Files"] == "1 (2.9\xa0KB)"
    assert figures["Size of the database"].endswith("MB")
    for email, name in people:
        assert email not in text_of(response)
        assert name not in text_of(response) or name in {"Member", "Author", "Editor"}
    assert "leaflet" not in text_of(response)


def test_a_portal_tells_its_domains_and_whether_it_is_up_to_date(platform_client):
    Domain.objects.create(domain="parents.north.example", tenant=north(), is_primary=False)
    page = platform_client.get("/portals/north/")
    assert "north.localhost (main)" in text_of(page)
    assert 'href="http://parents.north.example:8000/"' in page.content.decode()
    assert "Up to date" in text_of(page)

    Portal.objects.filter(slug="north").update(migrated_to="older")
    assert "Out of date" in text_of(platform_client.get("/portals/north/"))


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("setting_up", ["Rename", "Add a domain", "Finish setting up", "Suspend", "Close"]),
        ("live", ["Rename", "Add a domain", "Suspend", "Close"]),
        ("suspended", ["Rename", "Add a domain", "Resume", "Close"]),
        ("closed", ["Rename", "Add a domain", "Reopen"]),
    ],
)
def test_a_portal_offers_what_fits_its_status(platform_client, status, offered):
    Portal.objects.filter(slug="north").update(status=status, closed_at=timezone.now())

    actions = platform_client.get("/portals/north/").context["actions"]

    assert [action["title"] for action in actions] == offered


@pytest.mark.parametrize(("days", "offered"), [(0, False), (29, False), (30, True), (400, True)])
def test_deletion_is_offered_once_the_cooling_off_is_over(platform_client, days, offered):
    close_north(days)

    response = platform_client.get("/portals/north/")
    page = platform_client.get("/portals/north/delete/")

    assert ("Delete" in text_of(response)) is offered
    assert ("typed_name" in page.content.decode()) is offered
