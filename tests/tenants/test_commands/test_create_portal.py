"""`create_portal`."""

import pytest
from django.conf import settings

from accounts.models import Invitation, Locality, School
from tenants.current import portal_context
from tenants.models import Portal
from tests.tenants.test_commands.conftest import create, everything, refused, run

pytestmark = pytest.mark.usefixtures("_public")


def test_a_new_portal_is_live_at_the_address_that_is_printed():
    assert run(*create("bramley")) == "http://bramley.localhost:8000/\n"

    portal = Portal.objects.get(slug="bramley")
    assert (portal.name, portal.short_name) == ("Bramley Parents", "Bramley Parents")
    assert (portal.kind, portal.status) == ("pru", "live")
    assert portal.modules == settings.PORTAL_MODULES
    assert portal.primary_domain == "bramley.localhost"
    assert portal.schema_name in everything()[2]


def test_a_new_portal_has_everything_that_was_typed():
    run(
        *create(
            "bramley",
            *("--short-name", "Bramley", "--languages", "cy,en", "--setting-up"),
            *("--locality", "East End", "--locality", "Old Town", "--school", "St. Mary's"),
            *("--module", "forum", "--domain", "Parents.Bramley.example"),
            *("--administrator-email", "kim@bramley.example", "--administrator-name", "Kim"),
        )
    )

    portal = Portal.objects.get(slug="bramley")
    assert (portal.short_name, portal.status) == ("Bramley", "setting_up")
    assert (portal.languages, portal.default_language) == (["cy", "en"], "cy")
    assert portal.modules == ["forum"]
    assert portal.primary_domain == "parents.bramley.example"
    with portal_context(portal):
        assert [place.name for place in Locality.objects.all()] == ["East End", "Old Town"]
        assert [place.name for place in School.objects.all()] == ["St. Mary's"]
        invited = Invitation.objects.get()
    assert (invited.email, invited.display_name) == ("kim@bramley.example", "Kim")
    assert invited.role == "portal_administrator"


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("", "Enter a short web name"),
        ("Bramley", "small letters"),
        ("bramley parents", "small letters"),
        ("bramley_parents", "small letters"),
        ("-bramley", "small letters"),
        ("bramley--parents", "small letters"),
        ("1bramley", "start with a letter"),
        ("brämley", "small letters"),
        ("📚", "small letters"),
        ("x'; DROP SCHEMA public; --", "small letters"),
        ("bramley\x00", "small letters"),
        ("b" * 41, "40 characters or fewer"),
        ("admin", "kept for the platform"),
        ("public", "kept for the platform"),
        ("north", "already a portal called “north”"),
    ],
)
def test_a_web_name_that_cannot_be_is_refused_and_leaves_nothing(slug, words):
    before = everything()

    message = refused(*create(slug))

    assert message.startswith("Slug: ")
    assert words in message
    assert everything() == before


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["--name", ""], "Name: Enter the portal's name"),
        (["--name", "B" * 121], "Name: The portal's name must be 120 characters or fewer"),
        (["--name", "Bramley\nParents"], "Name: The portal's name must be one line"),
        (["--short-name", "B" * 31], "Short name: The short name must be 30 characters"),
        (["--languages", "fr"], "Languages: Choose English, Welsh or both"),
        (["--languages", ","], "Languages: Choose English, Welsh or both"),
        (["--default-language", "cy"], "Languages: The main language must be one of"),
        (["--module", "chess"], "Modules: There is no module called “chess”"),
        (["--domain", "192.0.2.1"], "Domain: Enter a domain name, not an IP address"),
        (["--domain", "https://bramley.example"], "Domain: Enter only the domain"),
        (["--domain", "bramley"], "Domain: A domain has at least one dot"),
        (["--domain", "south.localhost"], "Domain: south.localhost is already in use"),
        (["--domain", "SOUTH.LOCALHOST."], "Domain: south.localhost is already in use"),
        (["--domain", "a." * 130 + "example"], "Domain: That is not a domain name"),
        (["--domain", "b" * 64 + ".example"], "Domain: That is not a domain name"),
        (["--administrator-email", "kim"], "Administrator email: Enter an e-mail address"),
        (["--locality", "Hill", "--locality", "hill"], "Localities: Each name can be listed once"),
        (["--school", " "], "Schools: Enter a name on each line"),
    ],
)
def test_details_that_cannot_be_are_refused_by_name_and_leave_nothing(typed, words):
    before = everything()

    assert words in refused(*create("bramley", *typed))
    assert everything() == before


def test_every_mistake_is_named_at_once():
    message = refused(*create("Bad Slug", "--name", "", "--languages", "fr"))

    fields = [line.partition(":")[0] for line in message.splitlines()]
    assert {"Slug", "Name", "Languages"} <= set(fields)


def test_an_unknown_kind_is_refused_with_the_kinds_there_are():
    message = refused("create_portal", "bramley", "--name", "Bramley", "--kind", "castle")

    assert "local_authority" in message
    assert "school" in message


def test_making_the_same_portal_twice_makes_one():
    run(*create("bramley"))

    assert "already a portal called “bramley”" in refused(*create("bramley"))
    assert Portal.objects.filter(slug="bramley").count() == 1


def test_a_name_may_hold_emoji_and_what_looks_like_sql():
    name = "📚 Robert'); DROP TABLE tenants_portal; --"

    run(*create("bramley", "--name", name))

    assert Portal.objects.get(slug="bramley").name == name
