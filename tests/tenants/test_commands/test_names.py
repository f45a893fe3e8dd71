"""`rename_portal`, `add_domain`."""

import pytest

from tests.tenants.test_commands.conftest import everything, north, refused, run

pytestmark = pytest.mark.usefixtures("_public")


def test_renaming_changes_both_names_and_no_address():
    run("rename_portal", "north", "--name", "Northern Families", "--short-name", "Families")

    portal = north()
    assert (portal.name, portal.short_name) == ("Northern Families", "Families")
    assert portal.primary_domain == "north.localhost"


def test_renaming_without_a_short_name_makes_one():
    run("rename_portal", "north", "--name", "N" * 40)

    assert north().short_name == "N" * 30


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["--name", "  "], "Name: Enter the portal's name"),
        (["--name", "N" * 121], "Name: The portal's name must be 120 characters or fewer"),
        (["--name", "Fine", "--short-name", "N" * 31], "Short name: The short name must be 30"),
    ],
)
def test_a_name_that_cannot_be_is_refused(typed, words):
    assert words in refused("rename_portal", "north", *typed)
    assert north().name == "North Parents"


def test_an_added_domain_answers_and_the_main_one_stays(client_for):
    assert run("add_domain", "north", "parents.north.example") == (
        "http://parents.north.example:8000/\n"
    )

    assert north().primary_domain == "north.localhost"
    response = client_for(north()).get("/", HTTP_HOST="parents.north.example")
    assert response.status_code in {200, 301}


def test_an_added_domain_can_become_the_main_one():
    run("add_domain", "north", "parents.north.example", "--primary")

    assert north().primary_domain == "parents.north.example"
    assert north().domains.filter(is_primary=True).count() == 1


@pytest.mark.parametrize(
    ("domain", "words"),
    [
        ("south.localhost", "south.localhost is already in use"),
        ("north.localhost", "north.localhost is already in use"),
        ("localhost", "at least one dot"),
        ("192.0.2.1", "not an IP address"),
        ("[2001:db8::1]", "Enter only the domain"),
        ("north.example:8000", "Enter only the domain"),
        ("http://north.example/", "Enter only the domain"),
        ("north_parents.example", "not a domain name"),
        ("north..example", "not a domain name"),
        ("", "Enter a domain"),
        ("n" * 300 + ".example", "not a domain name"),
        ("x'; DROP TABLE tenants_domain; --.example", "not a domain name"),
    ],
)
def test_a_domain_that_cannot_be_is_refused(domain, words):
    before = everything()

    assert words in refused("add_domain", "north", domain)
    assert everything() == before
