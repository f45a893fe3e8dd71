"""Counting the second factors that somebody has set up (A4)."""

from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from accounts.models import User


def count_devices(person: User) -> int:
    """Return how many authenticator apps and passkeys the person has confirmed."""
    apps = TOTPDevice.objects.filter(user=person, confirmed=True).count()
    return apps + WebAuthnCredential.objects.filter(user=person, confirmed=True).count()
