"""People for demonstration portals: one account for each role, all with one known password."""

from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from time import time

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from accounts.roles import ROLES
from accounts.scopes import Scope
from accounts.services.granting import Terms, write_grant
from tenants.current import portal_context
from tenants.models import Portal
from tenants.platform import Platform

PASSWORD = "casement-demonstration"  # noqa: S105  (of accounts that exist nowhere else)
DEVICE = "Demonstration"
"""Name of the app that demonstration accounts have where two-step verification is compulsory."""
SHARED_TOLERANCE = 20
"""Steps ahead of the clock: several people may sign in as the same one within half a minute."""


class NotADemonstration(Exception):
    """Demonstration accounts were asked for in an installation that is not one."""


@dataclass(frozen=True, slots=True)
class Account:
    """How to sign in as somebody; `totp_secret` in base 32, empty where it takes none."""

    role: str
    email: str
    password: str
    display_name: str
    totp_secret: str = ""


@dataclass(frozen=True, slots=True)
class Limited:
    """Somebody whose role is limited to some things; `account` is the first part of the address."""

    account: str
    display_name: str
    role: str
    scopes: tuple[Scope, ...]


def make_people(portal: Portal | Platform, people: Mapping[str, str]) -> list[Account]:
    """Make one confirmed account a role in a portal; safe to repeat.

    `people` is roles to display names; an empty name stands for the role's own title. Raises
    `NotADemonstration` unless the installation is one.
    """
    _check_demonstration()
    with portal_context(portal), transaction.atomic():
        return [_make(portal, role, name) for role, name in people.items()]


def make_limited_people(portal: Portal, people: Iterable[Limited]) -> list[Account]:
    """Make people whose roles are limited; safe to repeat. Raises `NotADemonstration`."""
    _check_demonstration()
    made = []
    with portal_context(portal), transaction.atomic():
        for limited in people:
            person = _person(portal, limited.account, limited.display_name)
            for scope in limited.scopes:
                if scope not in person.scopes_of(limited.role):
                    _give(person, limited.role, scope)
            made.append(_account(limited.account, limited.role, person))
    return made


def _check_demonstration() -> None:
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Demonstration accounts are made in demonstrations only.")


@cache
def _password_hash() -> str:
    """One slow hash for all: the password is the same, and everybody knows it."""
    return make_password(PASSWORD)


def _make(portal: Portal | Platform, role: str, name: str) -> Account:
    person = _person(portal, role, name or ROLES[role].english_title)
    if not person.has_role(role):
        _give(person, role)
    return _account(role, role, person)


def _account(called: str, role: str, person: User) -> Account:
    secret = _totp_secret(person, role)
    return Account(called, person.email, PASSWORD, person.display_name, secret)


def _person(portal: Portal | Platform, account: str, name: str) -> User:
    address = f"{account}@{portal.slug or 'casement'}.example"
    person = User.objects.with_email(address)
    if person is None:
        person = User(
            email=address,
            password=_password_hash(),
            display_name=name,
            email_confirmed_at=timezone.now(),
            is_demonstration=True,
        )
        person.save()
    return person


def _give(person: User, role: str, scope: Scope | None = None) -> None:
    terms = Terms(scope=scope, reason="Demonstration")
    write_grant(actor=None, person=person, role=role, terms=terms)


def _totp_secret(person: User, role: str) -> str:
    """Return the key of the person's app; one is made where the role needs it."""
    if not ROLES[role].two_factor:
        return ""
    device, _made = TOTPDevice.objects.get_or_create(
        user=person, name=DEVICE, defaults={"tolerance": SHARED_TOLERANCE}
    )
    return b32encode(device.bin_key).decode()


def code_to_try(person: User) -> str:
    """Return the code that works now, empty anywhere but in a demonstration's own accounts."""
    if not settings.DEMONSTRATION:
        return ""
    device = TOTPDevice.objects.filter(user=person, confirmed=True, name=DEVICE).first()
    return code_of(device) if device else ""


def code_of(device: TOTPDevice) -> str:
    """Return the code that an app shows for this device now, or the next one that is unused."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time()
    totp.time += max(0, device.last_t + 1 - totp.t()) * device.step
    return f"{totp.token():06}"
