"""Authenticator apps: six digits that change every half minute (A4)."""

from base64 import b32encode
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from accounts.services.own_account import locked_person
from accounts.services.recovery_codes import write_codes
from accounts.services.second_factors import APP, check_may_add, second_factor_changed
from accounts.verbs import Verb
from tenants.errors import ServiceError

WAITS = timedelta(hours=1)
"""How long an app that is being added waits for its first code."""
DIGITS = 6
NO_CODE = {"code": gettext_lazy("Enter the 6 digits that your app shows.")}
WRONG = {
    "code": gettext_lazy("This is not the code that your app shows now. Enter the newest one.")
}


def add_app(*, actor: User) -> TOTPDevice:
    """Begin to add an app; it counts once its first code is entered.

    A key that was shown before and never used is thrown away.
    """
    with transaction.atomic():
        person = locked_person(actor)
        check_may_add(person, APP)
        TOTPDevice.objects.filter(user=person, confirmed=False).delete()
        device: TOTPDevice = TOTPDevice.objects.create(user=person, name="", confirmed=False)
    return device


def app_being_added(person: User) -> TOTPDevice | None:
    """Return the app whose first code is awaited."""
    found: TOTPDevice | None = TOTPDevice.objects.filter(
        user=person, confirmed=False, created_at__gt=timezone.now() - WAITS
    ).first()
    return found


def confirm_app(*, actor: User, code: str, name: str = "") -> tuple[User, list[str]]:
    """Take the app into use; return the person anew, and recovery codes if these are the first.

    Raises `ServiceError`. An app that is in use cannot be confirmed again.
    """
    digits = plain_code(code)
    with transaction.atomic():
        person = locked_person(actor)
        device = app_being_added(person)
        if device is None:
            raise ServiceError(
                _(
                    "This set-up is over. If your app is listed under two-step verification, it is "
                    "ready, and you can make new recovery codes there. If not, begin again."
                )
            )
        check_may_add(person, APP)
        if not device.verify_token(digits):
            raise ServiceError(WRONG)
        called = name.strip()[:64] if name.isprintable() else ""
        device.name, device.confirmed = called or _("Authenticator app"), True
        device.save()
        codes = [] if person.recovery_codes.exists() else write_codes(person)
        second_factor_changed(person, Verb.DEVICE_ADDED, gettext_lazy("authenticator app added"))
    return person, codes


def plain_code(code: str) -> str:
    """Return the digits of what was typed, with or without spaces; raise `ServiceError`."""
    digits = "".join(code.split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdecimal()):
        raise ServiceError(NO_CODE)
    return digits


def key_in_words(device: TOTPDevice) -> str:
    """Return an app's key for typing: base 32 in groups of four."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
