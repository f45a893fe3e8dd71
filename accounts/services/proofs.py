"""Checking who somebody is once more: a code beside the password, or the password itself (A4, A5).

Wrong answers are counted by `accounts.throttling`, which never locks for ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.ledger import record
from accounts.models import User
from accounts.services import recovery_codes
from accounts.services.authenticator_apps import WRONG, plain_code
from accounts.throttling import WrongSecret, attempt
from accounts.verbs import Verb

SECOND_FACTOR = "second_factor"
STEP_UP = "step_up"


def check_app_code(*, person: User, code: str) -> None:
    """Raise `ServiceError` unless one of the person's apps shows this code, unused, about now."""
    digits = plain_code(code)
    with _counted(SECOND_FACTOR, person), transaction.atomic():
        devices = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=True)
        if not any(device.verify_token(digits) for device in devices.order_by("pk")):
            raise WrongSecret(WRONG)


def check_recovery_code(*, person: User, code: str) -> int:
    """Use up a recovery code; return how many are left. Raises `ServiceError`."""
    with _counted(SECOND_FACTOR, person):
        return recovery_codes.use_code(person=person, code=code)


def check_own_password(*, person: User, password: str, field: str = "password") -> None:
    """Raise `ServiceError` for that field unless this is the person's password.

    Call it before the transaction of the change: a wrong answer must be counted, whatever else.
    """
    with _counted(STEP_UP, person):
        if not person.check_password(password):
            raise WrongSecret({field: "This is not your password."})


@contextmanager
def _counted(purpose: str, person: User) -> Iterator[None]:
    """Count a wrong proof and record it; refuse while one has to wait."""
    try:
        with attempt(purpose, person.uuid):
            yield
    except WrongSecret:
        with transaction.atomic():
            record(actor=AnonymousUser(), verb=Verb.PROOF_FAILED, subject=person)
        raise
