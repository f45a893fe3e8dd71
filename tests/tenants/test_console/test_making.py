"""Making a portal."""

import pytest
from django.conf import settings
from django.core import mail

from accounts.models import Invitation, Locality, School
from tenants.current import portal_context
from tenants.models import Portal
from tests.tenants.test_console.conftest import FORM, NEW, errors_of, text_of

pytestmark = pytest.mark.usefixtures("_public")


def test_a_new_portal_is_made_from_one_page(
    platform_client, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = platform_client.post(NEW, FORM, follow=True)

    assert response.redirect_chain == [("/portals/bramley/created/", 302)]
    assert "Portal created" in text_of(response)
    assert "http://bramley.localhost:8000/" in response.content.decode()
    assert "kim@" not in text_of(response)

    portal = Portal.objects.get(slug="bramley")
    assert (portal.name, portal.short_name, portal.kind) == ("Bramley Parents", "Bramley", "pru")
    assert (portal.languages, portal.default_language) == (["en", "cy"], "cy")
    assert (portal.modules, portal.status) == (["forum", "casework"], "live")
    assert portal.contact_email == "hello@bramley.example"
    assert portal.contact_address == "1 Quay Street\nBramley"
    with portal_context(portal):
        assert [place.name for place in Locality.objects.all()] == ["East End", "Old Town"]
        assert [place.name for place in School.objects.all()] == ["St. Mary's"]
        assert Invitation.objects.get().email == "kim@bramley.example"
    assert [message.to for message in mail.outbox] == [["kim@bramley.example"]]
    assert "http://bramley.localhost:8000/" in mail.outbox[0].body
    assert client_for(portal).get("/").status_code in {200, 302}


def test_the_form_begins_with_english_and_every_add_on(platform_client):
    form = platform_client.get(NEW).context["form"]

    assert form["languages"].value() == ["en"]
    assert form["modules"].value() == settings.PORTAL_MODULES


def test_a_portal_may_have_no_add_on_and_wait_for_the_public(platform_client):
    platform_client.post(NEW, FORM | {"modules": [], "open_now": ""})

    portal = Portal.objects.get(slug="bramley")
    assert (portal.modules, portal.status) == ([], "setting_up")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Enter the portal's name"),
        ("name", "  ", "Enter the portal's name"),
        ("name", "B" * 121, "Name must be 120 characters or fewer"),
        ("name", "Bramley\x00", "Null characters"),
        ("name", "Bramley\u2028Parents", "one line"),
        ("short_name", "B" * 31, "Short name must be 30 characters or fewer"),
        ("slug", "", "Enter a short web name"),
        ("slug", "Bramley", "small letters"),
        ("slug", "-bramley", "small letters"),
        ("slug", "bramley_x", "small letters"),
        ("slug", "📚", "small letters"),
        ("slug", "x'; DROP SCHEMA public; --", "small letters"),
        ("slug", "b" * 41, "Web name must be 40 characters or fewer"),
        ("slug", "admin", "kept for the platform"),
        ("slug", "pg-catalog", "kept for the platform"),
        ("slug", "north", "already a portal called “north”"),
        ("kind", "", "Choose the kind of service"),
        ("kind", "castle", "castle"),
        ("languages", [], "Choose English, Welsh or both"),
        ("languages", ["fr"], "fr"),
        ("languages", ["en"], "main language must be one of"),
        ("default_language", "", "Choose the main language"),
        ("localities", "East\neast", "Each name can be listed once"),
        ("localities", "E" * 121, "120 characters or fewer"),
        ("schools", "\n".join(f"School {n}" for n in range(501)), "500 names or fewer"),
        ("modules", ["chess"], "chess"),
        ("domain", "192.0.2.1", "not an IP address"),
        ("domain", "2001:db8::1", "Enter only the domain"),
        ("domain", "https://bramley.example/", "Enter only the domain"),
        ("domain", "bramley", "at least one dot"),
        ("domain", "bram_ley.example", "not a domain name"),
        ("domain", "south.localhost", "already in use"),
        ("domain", "South.LocalHost.", "already in use"),
        ("domain", "b" * 254, "Domain must be 253 characters or fewer"),
        ("administrator_email", "", "Enter the e-mail address"),
        ("administrator_email", "kim", "like name@example.org"),
        ("administrator_email", "kim@" + "b" * 260 + ".example", "254 characters or fewer"),
        ("administrator_name", "K" * 81, "80 characters or fewer"),
        ("contact_email", "hello", "like name@example.org"),
        ("contact_telephone", "0" * 41, "40 characters or fewer"),
        ("contact_address", "x" * 501, "500 characters or fewer"),
        ("contact_hours", "x" * 201, "200 characters or fewer"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_all_that_was_typed_stays(
    platform_client, field, typed, words
):
    before = set(Portal.objects.values_list("slug", flat=True))

    response = platform_client.post(NEW, FORM | {field: typed})

    assert response.status_code == 200
    assert words in errors_of(response)[field]
    assert set(Portal.objects.values_list("slug", flat=True)) == before
    for other, answer in FORM.items():
        if other not in {field, "open_now"}:
            assert response.context["form"][other].value() == answer
    assert mail.outbox == []


def test_a_web_name_that_is_taken_is_not_blamed_on_the_empty_domain(platform_client):
    assert set(errors_of(platform_client.post(NEW, FORM | {"slug": "north"}))) == {"slug"}


def test_an_empty_form_names_everything_that_is_missing(platform_client):
    response = platform_client.post(NEW, {})

    assert set(errors_of(response)) == {
        *("name", "slug", "kind", "languages", "default_language", "administrator_email")
    }


def test_sending_the_form_twice_makes_one_portal(platform_client):
    platform_client.post(NEW, FORM)

    response = platform_client.post(NEW, FORM)

    assert "already a portal called “bramley”" in errors_of(response)["slug"]
    assert Portal.objects.filter(name="Bramley Parents").count() == 1


def test_a_name_may_hold_emoji_and_what_looks_like_sql(platform_client):
    name = "📚 Robert'); DROP TABLE tenants_portal; --"

    platform_client.post(NEW, FORM | {"name": name})

    assert Portal.objects.get(slug="bramley").name == name
