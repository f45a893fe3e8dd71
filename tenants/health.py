"""Whether the process runs, and whether it can serve (O1)."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tenants.access import declare
from tenants.models import Portal
from tenants.postgres import PostgresUnavailable
from tenants.provisioning.fingerprint import migrations_fingerprint
from tenants.rules import anyone

OLDEST_TASK = timedelta(minutes=15)
"""A task that waits longer than this means that no worker runs."""


@declare(anyone, without_second_factor=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@declare(anyone, without_second_factor=True)
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations, queue age and storage, each ok or what is wrong; 503 when any is."""
    checks = {
        "database": _database,
        "migrations": _migrations,
        "queue": _queue,
        "storage": _storage,
    }
    found = {name: _checked(check) for name, check in checks.items()}
    ready = all(state == "ok" for state in found.values())
    return JsonResponse(found, status=200 if ready else 503, headers={"Cache-Control": "no-store"})


def _checked(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, OSError, PostgresUnavailable) as error:
        return type(error).__name__


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    behind = Portal.objects.exclude(migrated_to=migrations_fingerprint()).count()
    return f"{behind} portals wait for migrations" if behind else "ok"


def _queue() -> str:
    ready = DBTaskResult.objects.ready().order_by("enqueued_at")
    first = ready.values_list("enqueued_at", flat=True).first()
    waits = timezone.now() - first if first else timedelta()
    return "ok" if waits < OLDEST_TASK else f"a task has waited {waits.seconds // 60} minutes"


def _storage() -> str:
    probe = Path(settings.MEDIA_ROOT) / ".writable"
    probe.parent.mkdir(parents=True, exist_ok=True)
    probe.touch()
    return "ok"
