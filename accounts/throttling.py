"""Counting tries in the database, so that guessing is slow and nobody is shut out for ever (A7).

    with attempt("confirm", person.uuid):
        ...  # raises WrongSecret when what was typed is not the secret

or `check` before, `fail` after a wrong try and `clear` after a right one. A bucket is a digest
keyed by the portal: the table holds no address, and one portal's tries are not another's.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from accounts.models import Throttle
from tenants.current import current
from tenants.errors import ServiceError

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FORGOTTEN_AT_ONCE = 200
"""Old rows that one try sweeps away at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How often is too often."""

    free: int
    """So many tries, and the first pause begins."""
    pauses: tuple[int, ...]
    """Minutes of the first pause, of the one after the next try …; the last again and again."""
    memory: timedelta = DAY
    """A bucket that was left alone for so long begins anew."""

    def pause(self, tries: int) -> int:
        """Return the minutes to wait after so many tries; 0 for none."""
        step = tries - self.free
        return 0 if step < 0 else self.pauses[min(step, len(self.pauses) - 1)]


GROWING = (1, 2, 4, 8, 15)
LIMITS: dict[str, Limit] = {
    # By account and address together.
    "sign_in": Limit(free=5, pauses=GROWING),
    # By account, for addresses from which it has never been opened.
    "sign_in_account": Limit(free=50, pauses=(1,), memory=HOUR),
    # By account and address together.
    "second_factor": Limit(free=10, pauses=(15,)),
    # By account, for addresses from which it has never been opened.
    "second_factor_account": Limit(free=50, pauses=(1,), memory=HOUR),
    # By account.
    "step_up": Limit(free=5, pauses=GROWING),
    "confirm": Limit(free=10, pauses=(15,)),
    "invitation": Limit(free=10, pauses=(15,)),
    # Mails, by the address that they go to.
    "password_reset": Limit(free=5, pauses=(60,), memory=HOUR),
    "sign_up": Limit(free=5, pauses=(60,), memory=HOUR),
    # Forms that anybody may send: by form and address, and by form alone.
    "public_form": Limit(free=10, pauses=(5, 15, 60), memory=HOUR),
    "public_form_everywhere": Limit(free=300, pauses=(5,), memory=HOUR),
}
KNOWN_ADDRESS, IN_THE_LEDGER = "known_address", "in_the_ledger"
MEMORIES: dict[str, timedelta] = {
    KNOWN_ADDRESS: timedelta(days=60),
    IN_THE_LEDGER: DAY,
    **{purpose: limit.memory for purpose, limit in LIMITS.items()},
}
"""How long a bucket of each purpose is kept after it was last used."""


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
    """Sweep away what a day has gone over, known addresses later; never waits for a row in use."""
    old = Throttle.objects.filter(last_at__lt=now - DAY).exclude(
        purpose=KNOWN_ADDRESS, last_at__gte=now - MEMORIES[KNOWN_ADDRESS]
    )
    keys = old.select_for_update(skip_locked=True).values_list("pk", flat=True)
    Throttle.objects.filter(pk__in=list(keys[:FORGOTTEN_AT_ONCE])).delete()
