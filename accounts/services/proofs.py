"""Checking who somebody is once more: a code beside the password, or the password itself (A4, A5).

Wrong answers are counted by `accounts.throttling`, which never locks for ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.addresses import full_address
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import User
from accounts.services import recovery_codes
from accounts.services.authenticator_apps import WRONG, plain_code
from accounts.throttling import (
    KNOWN_ADDRESS,
    TooMany,
    WrongSecret,
    attempt,
    check,
    fail,
    is_noted,
    note,
)
from accounts.verbs import Verb

SECOND_FACTOR = "second_factor"


def check_app_code(*, person: User, code: str, network: str = "") -> None:
    """Raise `ServiceError` unless one of the person's apps shows this code, unused, about now.

    `network`: where it comes from (`tenants.visitors.network_of`). Wrong codes are counted for
    account and network together, so that whoever has the password cannot keep the owner out.
    """
    digits = plain_code(code)
    with _second_step(person, network), transaction.atomic():
        devices = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=True)
        if not any(device.verify_token(digits) for device in devices.order_by("pk")):
            raise WrongSecret(WRONG)


def check_recovery_code(*, person: User, code: str, network: str = "") -> int:
    """Use up a recovery code; return how many are left. Raises `ServiceError`."""
    with _second_step(person, network):
        return recovery_codes.use_code(person=person, code=code)


def check_own_password(*, person: User, password: str, field: str = "password") -> None:
    """Raise `ServiceError` for that field unless this is the person's password.

    Call it before the transaction of the change: a wrong answer must be counted, whatever else.
    """
    with _recorded(person, actor=person), attempt("step_up", person.uuid):
        if not person.check_password(password):
            raise WrongSecret({field: _("This is not your password.")})


@contextmanager
def _second_step(person: User, network: str) -> Iterator[None]:
    """Count a wrong code, refuse while one has to wait, remember where a right one came from."""
    known = (KNOWN_ADDRESS, "second step", person.uuid, network)
    if not is_noted(*known):
        check(f"{SECOND_FACTOR}_account", person.uuid)
    try:
        with _recorded(person), attempt(SECOND_FACTOR, person.uuid, network):
            yield
    except WrongSecret:
        fail(f"{SECOND_FACTOR}_account", person.uuid)
        _tell_of_pause(person, network)
        raise
    note(*known)


def _tell_of_pause(person: User, network: str) -> None:
    """Where wrong codes have led to a pause, record it and warn the person.

    Whoever gets this far has given the right password.
    """
    try:
        check(SECOND_FACTOR, person.uuid, network)
    except TooMany as pause:
        with transaction.atomic():
            mail_after_commit(
                "codes_guessed",
                to=person.email,
                language=person.language,
                person=person,
                moment=timezone.now(),
                link=full_address("password_reset"),
            )
            detail = {"minutes": pause.minutes}
            record(actor=AnonymousUser(), verb=Verb.PROOFS_PAUSED, subject=person, detail=detail)


@contextmanager
def _recorded(person: User, *, actor: Any = None) -> Iterator[None]:
    """Write a wrong proof into the ledger."""
    try:
        yield
    except WrongSecret:
        with transaction.atomic():
            record(actor=actor or AnonymousUser(), verb=Verb.PROOF_FAILED, subject=person)
        raise
