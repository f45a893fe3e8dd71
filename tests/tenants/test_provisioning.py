"""Making portals: identical to a migrated schema, quick, whole or not at all."""

import os
import signal
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from accounts.models import Invitation, LedgerEntry, Locality, School
from cms.models import HomePage, SitePage
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.models import Domain, Portal, PortalTemplate
from tenants.provisioning.details import PortalDetails
from tenants.provisioning.schema import ASKS_WHEN_READ, create_by_migrations, drop
from tenants.provisioning.template import script_for
from tenants.services import create_portal
from tenants.signals import portal_created
from tests.conftest import make_portal
from tests.tenants.catalogue import catalogue_of


@pytest.fixture(scope="module")
def migrated_schema(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        sys.modules.pop(ASKS_WHEN_READ, None)
        import_module(ASKS_WHEN_READ)  # as in a process that renews an installation that is there
        create_by_migrations("made_by_migrations")
    yield "made_by_migrations"
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        drop("made_by_migrations")


@pytest.mark.slow
@pytest.mark.parametrize("kind", Portal.Kind.values)
def test_a_new_portal_is_identical_to_a_migrated_schema(migrated_schema, committed_portal, kind):
    replayed = committed_portal("replayed", kind=kind)
    made, migrated = catalogue_of(replayed.schema_name), catalogue_of(migrated_schema)
    for subject, rows in migrated.items():
        assert rows, f"the comparison of {subject} compares nothing"
        assert made[subject] == rows, subject


@pytest.mark.django_db
def test_sequences_go_on_after_the_content_that_was_replayed(portal):
    home = HomePage.objects.get()
    child = home.add_child(instance=SitePage(title="New", slug="new"))
    assert child.pk > max(SitePage.objects.exclude(pk=child.pk).values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_new_portal_is_live_with_the_starter_pages_of_its_kind(client_for):
    made = make_portal("hill-pru", kind="pru", name="Hill PRU Parents")
    page = client_for(made).get("/")
    assert page.status_code == 200
    assert "Hill PRU Parents" in page.content.decode()
    for path in [
        "about/stay-impartial",
        "about/confidentiality",
        "complaints",
        "contact",
        "accessibility",
        "cookies",
        "privacy",
        "find-a-service",
        "events",
        "news",
    ]:
        assert client_for(made).get(f"/{path}/").status_code == 200, path
    assert client_for(made).get("/about/what-advocacy-is/").status_code == 200


@pytest.mark.django_db
def test_localities_schools_and_contact_details_are_filled_in():
    made = make_portal(
        "harbour",
        localities=["Quay Side", "Old Town"],
        schools=["Quay School"],
        contact_email="help@harbour.example",
    )
    with portal_context(made):
        assert set(Locality.objects.values_list("name", flat=True)) == {"Quay Side", "Old Town"}
        assert School.objects.get().name == "Quay School"


@pytest.mark.django_db
def test_the_first_administrator_is_invited_by_mail_from_the_portal(
    mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = make_portal("harbour", administrator_email="head@harbour.example")
    with portal_context(made):
        assert Invitation.objects.get().email == "head@harbour.example"
    (message,) = mailoutbox
    assert message.to == ["head@harbour.example"]
    assert message.from_email.startswith("Harbour Parents")
    assert "http://harbour.localhost:8000/" in message.body


@pytest.mark.django_db
def test_secrets_are_made_for_each_portal():
    first, second = make_portal("first"), make_portal("second")
    assert first.signing_key != second.signing_key
    assert first.key != second.key


@pytest.mark.django_db
def test_creation_is_in_both_ledgers():
    made = make_portal("harbour")
    connection.set_schema_to_public()
    assert LedgerEntry.objects.filter(verb__contains="created", subject_label="Harbour Parents")
    with portal_context(made):
        assert LedgerEntry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", ""),
        ("slug", "Ärger"),
        ("slug", "has space"),
        ("slug", "-x"),
        ("slug", "x" * 41),
        ("slug", "admin"),
        ("slug", "public"),
        ("slug", "north"),
        ("slug", "a'; drop schema public; --"),
        ("name", " "),
        ("name", "x" * 121),
        ("name", "two\nlines"),
        ("kind", "castle"),
        ("languages", ["fr"]),
        ("languages", []),
        ("default_language", "cy"),
        ("modules", ["chess"]),
        ("domain", "10.0.0.1"),
        ("domain", "[::1]"),
        ("domain", "https://x.example"),
        ("domain", "x.example:8000"),
        ("domain", "no_underscores.example"),
        ("domain", "north.localhost"),
        ("domain", "NORTH.localhost."),
        ("domain", "localhost"),
        ("domain", f"{'x' * 64}.example"),
        ("domain", ".".join(["x" * 60] * 5)),
        ("administrator_email", "nobody"),
        ("localities", ["East", "east"]),
        ("schools", ["x" * 121]),
        ("theme", {"brand_colour": "#ffff00"}),
        ("theme", {"brand_colour": "blue; } body { display: none"}),
    ],
)
def test_what_cannot_be_made_is_refused_by_field_and_leaves_nothing(portal, field, value):
    connection.set_schema_to_public()
    before = (Portal.objects.count(), _schemas())
    with pytest.raises(ServiceError) as refused:
        make_portal(**{"slug": "fresh", field: value})
    expected = "languages" if field == "default_language" else field
    assert expected in refused.value.messages
    assert (Portal.objects.count(), _schemas()) == before


@pytest.mark.django_db
def test_a_failure_half_way_leaves_nothing_and_can_be_repeated(portal, monkeypatch):
    connection.set_schema_to_public()

    def fail(**kwargs):
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("accounts.receivers.make_places", fail)
        with pytest.raises(RuntimeError), transaction.atomic():
            make_portal("fresh", localities=["East"])
    connection.set_schema_to_public()
    assert "portal_fresh" not in _schemas()
    assert not Domain.objects.filter(domain="fresh.localhost").exists()
    assert make_portal("fresh", localities=["East"]).pk


@pytest.mark.django_db
def test_a_full_disk_is_said_in_words_and_leaves_nothing(portal):
    """PostgreSQL's own error for a full disk, raised by PostgreSQL, in the middle of a creation."""
    connection.set_schema_to_public()

    def fill_disk(**kwargs):
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE 'no space left' USING ERRCODE = '53100'; END $$")

    portal_created.connect(fill_disk)
    try:
        with pytest.raises(ServiceError, match="disk is full"):
            make_portal("fresh")
    finally:
        portal_created.disconnect(fill_disk)
    connection.set_schema_to_public()
    assert "portal_fresh" not in _schemas()
    assert not Portal.objects.filter(slug="fresh").exists()


@pytest.mark.slow
def test_a_creation_that_is_killed_leaves_nothing_and_can_be_repeated(committed_portal):
    """Kill a real process with SIGKILL in the middle of its transaction."""
    code = f"""
import os, sys
sys.path.insert(0, {str(Path.cwd())!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django; django.setup()
from django.db import connection
connection.settings_dict["NAME"] = {connection.settings_dict["NAME"]!r}
from tenants.signals import portal_created
def wait(**kwargs):
    print("half-way", flush=True)
    sys.stdin.read()
portal_created.connect(wait)
from tenants.signals import portal_created
from tests.conftest import make_portal
make_portal("killed")
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() == "half-way"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    connection.close()
    assert committed_portal("killed").pk
    assert "portal_killed" in _schemas()


@pytest.mark.slow
def test_two_creations_of_one_name_at_once_give_one_portal_and_one_clear_error(committed_portal):
    connection.set_schema_to_public()
    outcomes = []

    def create():
        try:
            outcomes.append(committed_portal("racing"))
        except ServiceError as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=create) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["Portal", "ServiceError"]
    assert Portal.objects.filter(slug="racing").count() == 1


@pytest.mark.django_db
def test_a_template_is_built_once(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        script_for("pru")
    assert PortalTemplate.objects.count() == 4


@pytest.mark.django_db
def test_names_with_quotes_and_markup_are_shown_as_they_are(client_for):
    made = make_portal("quoted", name="Mums & Dads' “Corner” <b>", short_name="M&D")
    page = client_for(made).get("/").content.decode()
    assert "Mums &amp; Dads&#x27; “Corner” &lt;b&gt;" in page
    assert "<b>" not in page


@pytest.mark.django_db
def test_details_know_their_defaults():
    details = PortalDetails(slug="x", name="X", kind="pru")
    assert details.host == "x.localhost"
    assert details.module_slugs == ["forum", "governance", "casework"]
    with pytest.raises(ServiceError, match="operators"):
        create_portal(actor=AnonymousUser(), details=details)


def _schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'portal%'")
        return {name for (name,) in cursor.fetchall()}
