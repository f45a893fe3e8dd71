"""Passkeys of a portal: bound to its exact host, with user verification, beside a password (A4)."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp_webauthn.exceptions import OTPWebAuthnApiError
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.utils import rewrite_exceptions
from webauthn.helpers.structs import AuthenticatorSelectionCriteria, UserVerificationRequirement

from accounts.models import User
from accounts.services.own_account import locked_person
from accounts.services.second_factors import PASSKEY, check_may_add, second_factor_changed
from accounts.verbs import Verb
from tenants.current import current
from tenants.errors import ServiceError
from tenants.names import normal_host

ADDING, PROVING = "passkey_adding", "passkey_proving"
"""Where a session keeps the challenge that was sent; taken out before an answer is looked at."""
FAILED = gettext_lazy("Your device's answer could not be checked. Try again, or use another way.")


def relying_party_id(request: HttpRequest) -> str:
    """Return the portal's exact host: a passkey of another portal, or of the platform, is no use.

    It is the host that was asked for, which the portal is known to answer to.
    """
    return normal_host(request.get_host())


def relying_party_name(request: HttpRequest) -> str:
    """Return what the browser calls the portal."""
    return current().title


class PortalWebAuthnHelper(WebAuthnHelper):
    """Asks every device to verify its person, and takes answers from this host's own pages."""

    def get_allowed_origins(self) -> list[str]:
        """Return the one origin that the request came to."""
        return [f"{self.request.scheme}://{self.request.get_host()}"]

    def get_generate_registration_options_kwargs(self, *, user: Any) -> dict[str, Any]:
        """Return the library's options, with user verification required."""
        options: dict[str, Any] = super().get_generate_registration_options_kwargs(user=user)
        chosen = options["authenticator_selection"]
        options["authenticator_selection"] = AuthenticatorSelectionCriteria(
            user_verification=UserVerificationRequirement.REQUIRED,
            resident_key=chosen.resident_key,
        )
        return options

    def authenticate_begin(
        self, user: Any = None, require_user_verification: bool = True
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Begin, with user verification required whoever asks."""
        begun: tuple[dict[str, Any], dict[str, Any]] = super().authenticate_begin(user, True)
        return begun


def begin_adding(request: HttpRequest, person: User) -> dict[str, Any]:
    """Return the options that the browser makes a passkey from. Raises `ServiceError`."""
    check_may_add(person, PASSKEY)
    options, state = PortalWebAuthnHelper(request).register_begin(person)
    request.session[ADDING] = state
    return options


def complete_adding(
    request: HttpRequest, person: User, *, answer: dict[str, Any], name: str
) -> User:
    """Keep the passkey that the browser made; return the person anew. Raises `ServiceError`."""
    check_may_add(person, PASSKEY)
    state = _taken(request, ADDING)
    with transaction.atomic():
        locked = locked_person(person)
        device = _checked(
            lambda: PortalWebAuthnHelper(request).register_complete(locked, state, answer)
        )
        device.name = (name.strip()[:64] if name.isprintable() else "") or _("Passkey")
        device.save(update_fields=["name"])
        second_factor_changed(locked, Verb.DEVICE_ADDED, gettext_lazy("passkey added"))
    return locked


def begin_proving(request: HttpRequest, person: User) -> dict[str, Any]:
    """Return the options for proving who somebody is with one of their passkeys."""
    options, state = PortalWebAuthnHelper(request).authenticate_begin(person)
    request.session[PROVING] = state
    return options


def complete_proving(request: HttpRequest, person: User, *, answer: dict[str, Any]) -> None:
    """Raise `ServiceError` unless one of the person's passkeys has answered the challenge."""
    state = _taken(request, PROVING)
    with transaction.atomic():
        device = _checked(
            lambda: PortalWebAuthnHelper(request).authenticate_complete(person, state, answer)
        )
        if not device.confirmed or device.user_id != person.pk:
            raise ServiceError(FAILED)


def _taken(request: HttpRequest, name: str) -> dict[str, Any]:
    """Return a challenge that was sent, once: it is out of the session whatever comes next."""
    state: dict[str, Any] | None = request.session.pop(name, None)
    request.session.save()
    if state is None:
        raise ServiceError(FAILED)
    return state


def _checked(ceremony: Callable[[], Any]) -> Any:
    """Run the library's check; whatever it finds wrong is said in the same plain words."""
    try:
        with rewrite_exceptions(logger=None):
            return ceremony()
    except (OTPWebAuthnApiError, ValueError, TypeError, KeyError, AttributeError):
        raise ServiceError(FAILED) from None
    except IntegrityError:
        raise ServiceError(_("This passkey is in use already.")) from None
