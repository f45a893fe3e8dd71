"""Background work for the tests of tasks: it must be importable by its name."""

from django.db import connection, transaction

from accounts.models import Locality
from tenants.current import current
from tenants.tasks import portal_task


@portal_task
def leave_note(*, text: str) -> None:
    """Write where the work ran."""
    Locality.objects.create(name=f"{text}: {current().name}", slug=f"note-{text}", order=99)


@portal_task
def fail_halfway(*, text: str) -> None:
    """Write, then break off."""
    with transaction.atomic():
        leave_note.work(text=text)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")


def no_task(**arguments: object) -> None:
    """Nothing that was meant to be run from the queue."""
    Locality.objects.create(name="Never", slug="never", order=99)
