"""Spare schemas: a new portal takes one, nobody's portal is made from an old one."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from tenants.current import portal_context
from tenants.models import Portal, SpareSchema
from tenants.provisioning.spares import keep_spares, make_schema, refill_spares
from tenants.provisioning.template import script_for
from tests.conftest import make_portal
from tests.isolation.test_tasks import BATCH

KIND = Portal.Kind.PRU


@pytest.fixture
def spare(_public):
    """The spare that the next portal of the kind takes."""
    keep_spares()
    return SpareSchema.objects.filter(kind=KIND).order_by("pk").first()


def schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace")
        return {name for (name,) in cursor.fetchall()}


def waiting() -> int:
    return SpareSchema.objects.filter(kind=KIND).count()


def test_a_new_portal_takes_a_spare_and_makes_no_table(spare, client_for):
    with CaptureQueriesContext(connection) as queries:
        made = make_portal("fresh", kind=KIND)
    connection.set_schema_to_public()
    assert not [query for query in queries if "CREATE TABLE" in query["sql"]]
    assert not SpareSchema.objects.filter(pk=spare.pk)
    assert spare.schema_name not in schemas()
    assert "Fresh Parents" in client_for(made).get("/").content.decode()


def test_without_a_spare_the_portal_is_made_there_and_then(spare, client_for):
    SpareSchema.objects.all().delete()
    made = make_portal("fresh", kind=KIND)
    assert "Fresh Parents" in client_for(made).get("/").content.decode()


def test_a_spare_of_a_former_template_is_not_taken_and_is_dropped(spare):
    SpareSchema.objects.filter(kind=KIND).update(fingerprint="of yesterday")
    make_portal("fresh", kind=KIND)
    connection.set_schema_to_public()
    assert spare.schema_name in schemas()
    keep_spares()
    assert spare.schema_name not in schemas()
    assert not SpareSchema.objects.filter(fingerprint="of yesterday")


def test_a_spare_of_another_kind_is_not_taken(spare):
    make_portal("fresh", kind=Portal.Kind.SCHOOL)
    connection.set_schema_to_public()
    assert SpareSchema.objects.filter(pk=spare.pk).exists()


def test_a_creation_that_fails_gives_its_spare_back(spare, monkeypatch):
    def fail(**kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr("accounts.receivers.make_places", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        make_portal("fresh", kind=KIND, localities=["East"])
    connection.set_schema_to_public()
    assert SpareSchema.objects.filter(pk=spare.pk).exists()
    assert spare.schema_name in schemas()


def test_making_spares_stops_at_the_number_that_is_set(spare, settings):
    settings.SPARE_SCHEMAS = waiting() + 1
    keep_spares()
    assert waiting() == settings.SPARE_SCHEMAS
    before = schemas()
    keep_spares()
    assert schemas() == before


def test_with_none_set_none_is_made(spare, settings):
    settings.SPARE_SCHEMAS = 0
    SpareSchema.objects.all().delete()
    keep_spares()
    assert waiting() == 0


def test_a_new_portal_asks_the_worker_for_another_spare(spare):
    DBTaskResult.objects.all().delete()
    make_portal("fresh", kind=KIND)
    connection.set_schema_to_public()
    (asked,) = DBTaskResult.objects.all()
    assert refill_spares.path in asked.args_kwargs["args"]


@pytest.mark.slow
def test_the_worker_makes_the_spare_that_was_taken(committed_portal, settings):
    keep_spares()
    full = waiting()
    committed_portal("fresh", kind=KIND)
    assert waiting() == full - 1
    call_command("worker", "--backend=queue", *BATCH, verbosity=0)
    connection.set_schema_to_public()
    assert waiting() == full


@pytest.mark.slow
def test_two_creations_at_once_take_different_spares(committed_portal):
    keep_spares()
    script = script_for(KIND)
    taken, may_end = threading.Event(), threading.Event()

    def first():
        with transaction.atomic():
            make_schema(KIND, "portal_first_of_two", script)
            taken.set()
            may_end.wait(30)
            transaction.set_rollback(True)
        connection.close()

    other = threading.Thread(target=first)
    other.start()
    assert taken.wait(30)
    before = waiting()
    made = committed_portal("second", kind=KIND)
    connection.set_schema_to_public()
    assert waiting() == before - 1
    may_end.set()
    other.join()
    with portal_context(made):
        assert Portal.objects.get(slug="second").schema_name in schemas()
