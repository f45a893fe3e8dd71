"""Clearing away sessions, visits and counted attempts that are over. Safe to repeat."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Visit
from accounts.services.visits import KNOWN_FOR
from accounts.sessions import USUAL
from accounts.throttling import over

BATCH = 1_000
Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Clearing:
    """Rows of the place in hand that can go, however often they are asked for."""

    rows: Callable[[], Iterator["QuerySet"]]

    def count(self) -> int:
        """Return how many would go."""
        return sum(found.count() for found in self.rows())

    def clear_away(self, progress: Progress) -> int:
        """Delete them in small batches, so that nobody waits; return how many went.

        `progress` is told of each batch.
        """
        return sum(_clear(found, progress) for found in self.rows())


def what_is_over() -> Iterator[QuerySet]:
    """Yield what can go from the place in hand: sessions, the visits of none, old attempts."""
    now = timezone.now()
    unused = Visit.objects.filter(session_key=OuterRef("pk"), seen_at__lt=now - USUAL.idle)
    yield Session.objects.filter(Q(expire_date__lt=now) | Exists(unused))
    session = Session.objects.filter(pk=OuterRef("session_key"))
    yield Visit.objects.filter(~Exists(session), seen_at__lt=now - KNOWN_FOR)
    yield over(now)


SESSIONS = Clearing(what_is_over)


def _clear(rows: "QuerySet", progress: Progress) -> int:
    gone = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        rows.model._default_manager.filter(pk__in=keys).delete()
        gone += len(keys)
        progress(len(keys))
    return gone
