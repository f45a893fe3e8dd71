"""The commands on portals: what an operator types, and what comes back."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import Invitation, Locality, School
from tenants.current import portal_context
from tenants.models import Domain, Portal

pytestmark = pytest.mark.usefixtures("_public")


def run(*words: str) -> str:
    """Run a command and return what it printed."""
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue()


def refused(*words: str) -> str:
    """Run a command that must fail and return what it said."""
    with pytest.raises(CommandError) as caught:
        run(*words)
    return str(caught.value)


def create(slug: str, *words: str) -> list[str]:
    """Return what is typed to make a portal."""
    return ["create_portal", "--name", "Bramley Parents", "--kind", "pru", *words, "--", slug]


def everything() -> tuple[list[str], list[str], list[str]]:
    """Return all portals, domains and schemas: what a refused command must leave alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace ORDER BY nspname")
        schemas = [name for (name,) in cursor.fetchall() if name.startswith("portal_")]
    portals = Portal.objects.order_by("slug").values_list("slug", flat=True)
    domains = Domain.objects.order_by("domain").values_list("domain", flat=True)
    return list(portals), list(domains), schemas


def north() -> Portal:
    return Portal.objects.get(slug="north")


# --- create_portal -------------------------------------------------------------------------------


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


# --- list_portals --------------------------------------------------------------------------------


def test_the_list_has_a_line_for_each_portal_in_the_order_of_names():
    lines = run("list_portals").splitlines()

    assert [line.split()[:3] for line in lines] == [
        ["north", "Live", "http://north.localhost:8000/"],
        ["south", "Live", "http://south.localhost:8000/"],
    ]
    assert lines[0].endswith("North Parents")


def test_the_list_for_programs_holds_what_a_portal_is_and_no_person():
    text = run("list_portals", "--json")
    listed = json.loads(text)

    assert [portal["slug"] for portal in listed] == ["north", "south"]
    assert listed[0]["address"] == "http://north.localhost:8000/"
    assert listed[0]["domains"] == ["north.localhost"]
    assert listed[0]["up_to_date"] is True
    assert "@" not in text
    assert north().signing_key not in text


def test_the_list_takes_the_same_queries_for_any_number_of_portals(django_assert_max_num_queries):
    for number in range(20):
        portal = Portal(slug=f"many-{number}", schema_name=f"portal_many_{number}", name="Many")
        portal.short_name, portal.kind = "Many", "pru"
        portal.save()
        Domain.objects.create(domain=f"many{number}.example", tenant=portal, is_primary=True)

    with django_assert_max_num_queries(5):
        assert len(json.loads(run("list_portals", "--json"))) == 22


def test_an_empty_installation_says_how_to_make_a_portal():
    Domain.objects.all().delete()
    Portal.objects.all()._raw_delete("default")
    said = StringIO()

    call_command("list_portals", stdout=StringIO(), stderr=said)

    assert "create_portal" in said.getvalue()


# --- suspend, resume, close ----------------------------------------------------------------------


def test_a_suspended_portal_shows_its_message_until_it_is_resumed(client_for):
    run("suspend_portal", "north", "--message", "Back on Monday")
    while_suspended = client_for(north()).get("/")

    assert run("resume_portal", "north").endswith("http://north.localhost:8000/\n")

    assert while_suspended.status_code == 503
    assert "Back on Monday" in while_suspended.content.decode()
    assert client_for(north()).get("/").status_code == 200


def test_suspending_twice_says_that_it_is_done_already():
    run("suspend_portal", "north")

    assert refused("suspend_portal", "north") == "The portal is suspended already."


def test_resuming_a_live_portal_is_refused():
    assert refused("resume_portal", "north") == "The portal is live already."


def test_a_closed_portal_is_gone_for_visitors_and_can_be_reopened(client_for):
    said = run("close_portal", "north")
    while_closed = client_for(north()).get("/")
    run("resume_portal", "north")

    day = timezone.localtime() + timedelta(days=30)
    assert f"can be deleted from {day:%-d %B %Y}" in said
    assert while_closed.status_code == 410
    assert client_for(north()).get("/").status_code == 200
    assert north().closed_at is None


@pytest.mark.parametrize("slug", ["west", "", "NORTH", "north'--", "📚", "north\x00", "n" * 5000])
@pytest.mark.parametrize("command", ["suspend_portal", "resume_portal", "close_portal"])
def test_a_portal_that_is_not_there_is_named_in_plain_words(command, slug):
    message = refused(command, slug)

    assert message.startswith(f"There is no portal called “{slug}”")
    assert "list_portals" in message
    assert north().status == "live"


# --- rename_portal, add_domain -------------------------------------------------------------------


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


# --- delete_portal -------------------------------------------------------------------------------


def closed(days: int) -> None:
    """Close North so many days ago."""
    run("close_portal", "north")
    Portal.objects.filter(slug="north").update(closed_at=timezone.now() - timedelta(days=days))


def test_deleting_takes_schema_domains_and_files_and_nothing_of_the_neighbour(
    django_capture_on_commit_callbacks,
):
    files = {slug: Path(settings.MEDIA_ROOT) / f"portal_{slug}" for slug in ("north", "south")}
    for folder in files.values():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "leaflet.pdf").write_bytes(b"leaflet")
    closed(days=31)

    with django_capture_on_commit_callbacks(execute=True):
        run("delete_portal", "north", "--confirm", "North Parents")

    assert everything() == (["south"], ["south.localhost"], ["portal_south"])
    assert not files["north"].exists()
    assert (files["south"] / "leaflet.pdf").exists()


@pytest.mark.parametrize("typed", ["", "north", "north parents", "North Parents!", "South Parents"])
def test_deleting_wants_the_full_name(typed):
    closed(days=31)

    assert "exactly as it is shown" in refused("delete_portal", "north", "--confirm", typed)
    assert "portal_north" in everything()[2]


def test_deleting_waits_for_the_end_of_the_cooling_off():
    closed(days=29)

    day = timezone.localtime() + timedelta(days=1)
    message = refused("delete_portal", "north", "--confirm", "North Parents")
    assert message == f"It can be deleted from {day:%-d %B %Y}."
    assert Portal.objects.filter(slug="north").exists()


def test_the_command_line_may_skip_the_cooling_off():
    run("close_portal", "north")

    run("delete_portal", "north", "--confirm", "North Parents", "--skip-cooling-off")

    assert not Portal.objects.filter(slug="north").exists()


def test_a_portal_that_is_open_is_never_deleted():
    message = refused("delete_portal", "north", "--confirm", "North Parents", "--skip-cooling-off")

    assert message == "Close the portal first."
    assert "portal_north" in everything()[2]


# --- without a database --------------------------------------------------------------------------


def typed_with(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Type `manage.py list_portals` in an environment of its own."""
    own = {"CASEMENT_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        [sys.executable, "manage.py", "list_portals"],
        cwd=settings.BASE_DIR,
        env=os.environ | own | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_database_that_does_not_answer_is_said_in_plain_words(tmp_path):
    finished = typed_with(tmp_path, DATABASE_URL="postgres://casement@127.0.0.1:9/casement")

    assert finished.returncode == 1
    assert "The database cannot be used" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_an_embedded_database_that_cannot_start_is_said_in_plain_words(tmp_path):
    (tmp_path / "postgres").write_text("not a folder")

    finished = typed_with(tmp_path, DATABASE_URL="")

    assert finished.returncode == 1
    assert "DATABASE_URL" in finished.stderr
    assert "Traceback" not in finished.stderr
