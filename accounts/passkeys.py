"""Passkeys of a portal: bound to its exact host, with user verification, beside a password (A4)."""

from typing import Any

from django.http import HttpRequest
from django_otp_webauthn.helpers import WebAuthnHelper
from webauthn.helpers.structs import AuthenticatorSelectionCriteria, UserVerificationRequirement

from tenants.current import current
from tenants.names import normal_host


def relying_party_id(request: HttpRequest) -> str:
    """Return the portal's exact host: a passkey of another portal, or of the platform, is no use.

    It is the host that was asked for, which the portal is known to answer to.
    """
    return normal_host(request.get_host())


def relying_party_name(request: HttpRequest) -> str:
    """Return what the browser calls the portal."""
    return current().name


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
