"""Checking who somebody is once more: a code beside the password, or the password itself (A4, A5).

Wrong answers are counted by `accounts.throttling`, which never locks for ever.
"""

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import throttling
from accounts.ledger import record
from accounts.models import User
from accounts.services import recovery_codes
from accounts.services.authenticator_apps import WRONG, plain_code
from accounts.verbs import Verb
from tenants.errors import ServiceError

SECOND_FACTOR = "second_factor"
STEP_UP = "step_up"


def check_app_code(*, person: User, code: str) -> None:
    """Raise `ServiceError` unless one of the person's apps shows this code, unused, about now."""
    digits = plain_code(code)
    with _Counted(SECOND_FACTOR, person), transaction.atomic():
        devices = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=True)
        if not any(device.verify_token(digits) for device in devices.order_by("pk")):
            raise ServiceError(WRONG)


def check_recovery_code(*, person: User, code: str) -> int:
    """Use up a recovery code; return how many are left. Raises `ServiceError`."""
    with _Counted(SECOND_FACTOR, person):
        return recovery_codes.use_code(person=person, code=code)


def check_own_password(*, person: User, password: str, field: str = "password") -> None:
    """Raise `ServiceError` for that field unless this is the person's password.

    Call it before the transaction of the change: a wrong answer must be counted, whatever else.
    """
    with _Counted(STEP_UP, person):
        if not person.check_password(password):
            raise ServiceError({field: "This is not your password."})


class _Counted:
    """Refuse after too many wrong answers, count a wrong one, forget them after a right one."""

    def __init__(self, purpose: str, person: User) -> None:
        self.purpose, self.person = purpose, person

    def __enter__(self) -> None:
        throttling.check(self.purpose, str(self.person.uuid))

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            throttling.clear(self.purpose, str(self.person.uuid))
        elif issubclass(kind, ServiceError):
            throttling.fail(self.purpose, str(self.person.uuid))
            with transaction.atomic():
                record(actor=AnonymousUser(), verb=Verb.PROOF_FAILED, subject=self.person)
