"""In a demonstration, the code that an app would show for the accounts that are made for it."""

from time import time

from django.conf import settings
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.demonstration import DEVICE
from accounts.models import User


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
