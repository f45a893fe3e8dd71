"""What a person has beside the password, and taking one away (A4)."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from accounts.addresses import full_address
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import User
from accounts.models.people import new_session_mark
from accounts.roles import TWO_FACTOR_ROLES
from accounts.services.own_account import locked_person
from accounts.verbs import Verb
from tenants.errors import ServiceError, Words

APP, PASSKEY = "app", "passkey"
MODELS: dict[str, type[Any]] = {APP: TOTPDevice, PASSKEY: WebAuthnCredential}
"""Kinds of devices, by the word in their addresses."""
IN_WORDS = {APP: gettext_lazy("authenticator app"), PASSKEY: gettext_lazy("passkey")}
REMOVED = gettext_lazy("{device} removed")
MOST = 5
"""Devices of one kind that a person can have."""
TOO_MANY = {
    APP: gettext_lazy("You have %(most)s apps already. Remove one first."),
    PASSKEY: gettext_lazy("You have %(most)s passkeys already. Remove one first."),
}


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """A person's devices that are ready for use, and how many recovery codes are left."""

    apps: list[TOTPDevice]
    passkeys: list[WebAuthnCredential]
    codes_left: int

    def __bool__(self) -> bool:
        """Whether there is a device; recovery codes alone are none."""
        return bool(self.apps or self.passkeys)


def second_factors_of(person: User) -> SecondFactors:
    """Return what a person has."""
    return SecondFactors(
        apps=list(TOTPDevice.objects.filter(user=person, confirmed=True).order_by("pk")),
        passkeys=list(WebAuthnCredential.objects.filter(user=person, confirmed=True)),
        codes_left=person.recovery_codes.filter(used_at__isnull=True).count(),
    )


def count_devices(person: User) -> int:
    """Return how many apps and passkeys a person has."""
    held = [model.objects.filter(user=person, confirmed=True) for model in MODELS.values()]
    return sum(devices.count() for devices in held)


def has_second_factor(person: User) -> bool:
    """Whether signing in takes a second step."""
    return any(
        model.objects.filter(user=person, confirmed=True).exists() for model in MODELS.values()
    )


def check_may_add(person: User, kind: str) -> None:
    """Raise `ServiceError` for who has not passed the second step, or has `MOST` of a kind.

    A session that has not passed it must never add a way past it.
    """
    if has_second_factor(person) and not person.is_verified():
        raise ServiceError(_("Prove who you are with a device that you have first."))
    if MODELS[kind].objects.filter(user=person, confirmed=True).count() >= MOST:
        raise ServiceError(TOO_MANY[kind] % {"most": MOST})


def needs_second_factor(person: User) -> bool:
    """Whether one of the person's roles makes it compulsory (A4)."""
    return bool(person.roles_anywhere & TWO_FACTOR_ROLES)


def remove_device(*, actor: User, kind: str, pk: int) -> User:
    """Take one of one's own devices away; other sessions end. Returns the person anew.

    Raises `ServiceError` for the last one of somebody whose role needs one.
    """
    with transaction.atomic():
        person = locked_person(actor)
        device = MODELS[kind].objects.filter(user=person, pk=pk, confirmed=True).first()
        if device is None:
            raise ServiceError(_("This device is gone already."))
        device.delete()
        if not has_second_factor(person):
            if needs_second_factor(person):
                raise ServiceError(
                    _(
                        "Your role needs two-step verification. Add another device first, "
                        "then remove this one."
                    )
                )
            person.recovery_codes.all().delete()
        second_factor_changed(
            person, Verb.DEVICE_REMOVED, format_lazy(REMOVED, device=IN_WORDS[kind])
        )
    return person


def second_factor_changed(person: User, verb: Verb, words: Words) -> None:
    """End the person's sessions, tell them by mail, and record it: part of every change.

    The view that asks gives the session in hand the person's new hash.
    """
    person.session_mark = new_session_mark()
    person.save(update_fields=["session_mark"])
    mail_after_commit(
        "second_factor_changed",
        to=person.email,
        language=person.language,
        person=person,
        what=words,
        moment=timezone.now(),
        link=full_address("password_reset"),
    )
    with translation.override(None):  # the ledger's own words are one language for everybody
        record(actor=person, verb=verb, subject=person, detail={"what": str(words)})
