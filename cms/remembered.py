"""What every page needs of the whole site, terms and alerts, with one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from cms.content_memory import ContentMemory
from cms.models import Alert, Term

MOMENTS = ("starts_at", "ends_at")


@dataclass(frozen=True, slots=True)
class Remembered:
    """Terms by name; alerts that are not over, the gravest first."""

    terms: list[Term]
    alerts: list[Alert]


def _read() -> Remembered:
    terms, _ = Term.objects.all().query.sql_with_params()
    alerts, moments = Alert.objects.not_over(timezone.now()).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT json_agg(t) FROM ({terms}) t), "  # noqa: S608  (no value in them)
            f"(SELECT json_agg(a) FROM ({alerts}) a)",
            moments,
        )
        found_terms, found_alerts = cursor.fetchone()
    return Remembered(
        [Term(**row) for row in found_terms or []],
        [Alert(**_with_moments(row)) for row in found_alerts or []],
    )


def _with_moments(row: dict[str, Any]) -> dict[str, Any]:
    read = {name: datetime.fromisoformat(row[name]) for name in MOMENTS if row[name]}
    return {**row, **read}


remembered: ContentMemory[Remembered] = ContentMemory(_read)
