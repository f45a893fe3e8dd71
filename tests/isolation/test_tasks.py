"""Background work: it runs in the portal that asked for it, and in no other.

The worker closes its connection after each task, so nothing here is inside a transaction.
"""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from accounts.models import Locality
from tenants.current import NoPortal, portal_context
from tenants.models import Portal
from tenants.platform import PLATFORM
from tenants.provisioning.spares import refill_spares
from tenants.services import close_portal, delete_portal
from tenants.tasks import run_in_portal
from tests.isolation import work

BATCH = ("--batch", "--no-startup-delay", "--interval=0")


def run_worker() -> None:
    """Do all that is in the queue, as `manage.py worker --batch` does."""
    call_command("worker", "--backend=queue", *BATCH, verbosity=0)


def notes(place) -> list[str]:
    with portal_context(place):
        return list(Locality.objects.filter(order=99).values_list("name", flat=True))


def outcome() -> DBTaskResult:
    """Return the one task of the test; making a portal has put one of its own into the queue."""
    connection.set_schema_to_public()
    return DBTaskResult.objects.exclude(args_kwargs__args__contains=[refill_spares.path]).get()


@pytest.fixture
def _committed(django_db_setup, django_db_blocker):
    """Outside any transaction; what the tests write is taken away again."""
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        yield
        connection.set_schema_to_public()
        for place in (*Portal.objects.filter(slug__in=["north", "south"]), PLATFORM):
            with portal_context(place):
                Locality.objects.filter(order=99).delete()
        DBTaskResult.objects.all().delete()


@pytest.fixture
def north(_committed):
    return Portal.objects.get(slug="north")


@pytest.fixture
def south(_committed):
    return Portal.objects.get(slug="south")


def test_the_worker_needs_no_options(north):
    with portal_context(north):
        work.leave_note.enqueue(text="asked")

    call_command("worker", *BATCH, verbosity=0)

    assert notes(north) == ["asked: North Parents"]


def test_work_runs_in_the_portal_that_asked(north, south):
    for portal in (south, north):
        with portal_context(portal):
            work.leave_note.enqueue(text="asked")

    run_worker()

    assert notes(north) == ["asked: North Parents"]
    assert notes(south) == ["asked: South Parents"]
    assert notes(PLATFORM) == []


def test_the_worker_starts_and_ends_on_the_platform(north):
    with portal_context(north):
        work.leave_note.enqueue(text="asked")
        run_worker()
        assert connection.schema_name == "public"

    assert notes(north) == ["asked: North Parents"]


def test_work_that_fails_leaves_nothing_and_the_next_portals_work_goes_on(north, south):
    with portal_context(north):
        work.fail_halfway.enqueue(text="failed")
    with portal_context(south):
        work.leave_note.enqueue(text="next")

    run_worker()

    assert (notes(north), notes(south)) == ([], ["next: South Parents"])
    assert connection.schema_name == "public"


def test_one_queue_for_all_portals_names_the_portal_of_each_task(north, south):
    for portal in (north, south):
        with portal_context(portal):
            work.leave_note.enqueue(text="asked")

    connection.set_schema_to_public()
    rows = DBTaskResult.objects.values_list("args_kwargs", flat=True)
    assert {row["args"][0] for row in rows} == {str(north.key), str(south.key)}


def test_nothing_is_asked_for_on_the_platform(north):
    with portal_context(PLATFORM), pytest.raises(NoPortal):
        work.leave_note.enqueue(text="lost")

    assert not DBTaskResult.objects.exists()


def test_nothing_is_done_on_the_platform(north):
    with portal_context(PLATFORM), pytest.raises(NoPortal):
        work.leave_note(text="lost")

    assert notes(PLATFORM) == []


def test_work_of_a_portal_that_is_deleted_meanwhile_is_left_undone(north, south, committed_portal):
    gone = committed_portal("western")
    with portal_context(gone):
        work.leave_note.enqueue(text="late")
    close_portal(actor=None, portal=gone)
    delete_portal(actor=None, portal=gone, typed_name=gone.name, skip_cooling_off=True)

    run_worker()

    assert outcome().return_value == "The portal is gone."
    assert notes(north) == notes(south) == notes(PLATFORM) == []


@pytest.mark.parametrize(
    "path",
    ["tests.isolation.work.no_task", "tests.isolation.work.nothing", "os.system", "no.such.module"],
)
def test_only_portal_tasks_are_run_from_the_queue(north, path):
    run_in_portal.enqueue(str(north.key), path, {})

    run_worker()

    assert outcome().status == "FAILED"
    assert notes(north) == []


def test_a_task_with_another_portals_key_is_that_portals_alone(north, south):
    """The key in the row decides, not the schema in which somebody wrote the row."""
    with portal_context(north):
        run_in_portal.enqueue(str(south.key), work.leave_note.path, {"text": "sent"})

    run_worker()

    assert (notes(north), notes(south)) == ([], ["sent: South Parents"])


def test_what_is_rolled_back_was_never_asked_for(north):
    with portal_context(north):
        try:
            with transaction.atomic():
                work.leave_note.enqueue(text="undone")
                raise LookupError
        except LookupError:
            pass

    assert not DBTaskResult.objects.exists()


def test_doing_the_work_at_once_does_it_here(north, south):
    with portal_context(north):
        work.leave_note(text="now")

    assert (notes(north), notes(south)) == (["now: North Parents"], [])
