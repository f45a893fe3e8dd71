"""Buckets of tries: counted, looked at, cleared and swept away.

A bucket is a digest keyed by the portal: the table holds no address, and one portal's tries are not
another's.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from accounts.models import Throttle
from accounts.throttling.limits import DAY, KNOWN_ADDRESS, LIMITS, MEMORIES
from tenants.current import current
from tenants.errors import ServiceError

FORGOTTEN_AT_ONCE = 200
"""Old rows that one try sweeps away at most."""


class TooMany(ServiceError):
    """Tried too often; says how long to wait."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        text = ngettext(
            "You have tried too often. Wait %(minutes)d minute, then try again.",
            "You have tried too often. Wait %(minutes)d minutes, then try again.",
            minutes,
        )
        super().__init__(text % {"minutes": minutes})


class WrongSecret(ServiceError):
    """What was typed is not the secret that was asked for; it counts as a try."""


def check(purpose: str, *parts: object) -> None:
    """Raise `TooMany` while one has to wait. Costs one query, whoever is asked about."""
    now = timezone.now()
    row = Throttle.objects.filter(pk=bucket_of(purpose, *parts), blocked_until__gt=now).first()
    if row and row.blocked_until:
        raise TooMany(math.ceil((row.blocked_until - now) / timedelta(minutes=1)))


def fail(purpose: str, *parts: object) -> int:
    """Count a wrong try; return the minutes to wait from now, 0 for none.

    Never inside a transaction that may be rolled back: the try would be forgotten, and Django
    raises `RuntimeError`.
    """
    with transaction.atomic(durable=True):
        tries = _count(purpose, *parts)
        minutes = LIMITS[purpose].pause(tries)
        if minutes:
            Throttle.objects.filter(pk=bucket_of(purpose, *parts)).update(
                blocked_until=timezone.now() + timedelta(minutes=minutes)
            )
    return minutes


def clear(purpose: str, *parts: object) -> None:
    """Forget the tries of a bucket: the secret was right."""
    Throttle.objects.filter(pk=bucket_of(purpose, *parts)).delete()


@contextmanager
def attempt(purpose: str, *parts: object) -> Iterator[None]:
    """Try a secret: refused while one has to wait, counted when wrong, forgotten when right.

    Stands outside the transaction that the try may roll back. Raises `TooMany`.
    """
    check(purpose, *parts)
    try:
        yield
    except WrongSecret:
        fail(purpose, *parts)
        raise
    clear(purpose, *parts)


def may_send(purpose: str, address: str) -> bool:
    """Count a mail to an address; False when enough went there within the hour."""
    try:
        check(purpose, address)
    except TooMany:
        return False
    fail(purpose, address)
    return True


def note(purpose: str, *parts: object) -> int:
    """Note that something happened; return how often it has, lately."""
    with transaction.atomic(durable=True):
        return _count(purpose, *parts)


def is_noted(purpose: str, *parts: object) -> bool:
    """Whether it happened within the memory of its purpose."""
    since = timezone.now() - MEMORIES[purpose]
    return Throttle.objects.filter(pk=bucket_of(purpose, *parts), last_at__gte=since).exists()


def bucket_of(purpose: str, *parts: object) -> str:
    """Return the keyed digest under which tries are counted."""
    place = current()
    value = "\0".join(str(part) for part in parts)
    salt = f"casement.throttle.{place.key}.{place.signing_key}.{purpose}"
    return salted_hmac(salt, value, algorithm="sha256").hexdigest()


def _count(purpose: str, *parts: object) -> int:
    """Count one more and lock the row; of two at once, neither is lost."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_throttle AS kept (bucket, purpose, failures, last_at) "
            "VALUES (%s, %s, 1, %s) ON CONFLICT (bucket) DO UPDATE SET last_at = excluded.last_at, "
            "failures = CASE WHEN kept.last_at < %s THEN 1 ELSE kept.failures + 1 END "
            "RETURNING failures",
            [bucket_of(purpose, *parts), purpose, now, now - MEMORIES[purpose]],
        )
        tries: int = cursor.fetchone()[0]
    if tries == 1:
        forget_old(now)
    return tries


def forget_old(now: datetime) -> None:
    """Sweep some of what is over away; never waits for a row in use."""
    keys = over(now).select_for_update(skip_locked=True).values_list("pk", flat=True)
    Throttle.objects.filter(pk__in=list(keys[:FORGOTTEN_AT_ONCE])).delete()


def over(now: datetime) -> QuerySet[Throttle]:
    """Return the buckets that nothing asks about any more: after a day, known addresses later."""
    old = Throttle.objects.filter(last_at__lt=now - DAY).exclude(blocked_until__gte=now)
    return old.exclude(purpose=KNOWN_ADDRESS, last_at__gte=now - MEMORIES[KNOWN_ADDRESS])
