"""Devices, codes and half-done sign-ins of one portal are worth nothing in the other."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.demonstration import PASSWORD
from accounts.services import make_codes
from accounts.services.proofs import check_app_code, check_recovery_code
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.conftest import person
from tests.isolation.conftest import is_nobody

ROLE = "practice_manager"


def shown(device: TOTPDevice) -> str:
    totp = TOTP(device.bin_key)
    totp.time = datetime.now(UTC).timestamp()
    return f"{totp.token():06}"


@pytest.fixture
def there(north):
    """The northern manager's device; the southern one has the same keys and another secret."""
    with portal_context(north):
        return TOTPDevice.objects.get(user=person(north, ROLE))


def test_the_same_person_in_two_portals_has_two_secrets(there, south):
    with portal_context(south):
        other = TOTPDevice.objects.get(user=person(south, ROLE))

    assert other.key != there.key


def test_a_code_of_one_portal_is_wrong_in_the_other(there, south):
    with portal_context(south), pytest.raises(ServiceError, match="not the code"):
        check_app_code(person=person(south, ROLE), code=shown(there))


def test_a_recovery_code_of_one_portal_is_wrong_in_the_other(north, south):
    with portal_context(north):
        _person, codes = make_codes(actor=person(north, ROLE))
    with portal_context(south):
        make_codes(actor=person(south, ROLE))
        with pytest.raises(ServiceError, match="unused"):
            check_recovery_code(person=person(south, ROLE), code=codes[0])


def test_half_a_sign_in_goes_on_in_no_other_portal(north, south, there):
    browser = Client(HTTP_HOST=north.primary_domain)
    browser.post("/sign-in/", {"email": person(north, ROLE).email, "password": PASSWORD})
    thief = Client(HTTP_HOST=south.primary_domain)
    thief.cookies[settings.SESSION_COOKIE_NAME] = browser.cookies[
        settings.SESSION_COOKIE_NAME
    ].value

    assert thief.get("/sign-in/check/").status_code == 410
    thief.post("/sign-in/check/", {"code": shown(there)})
    assert is_nobody(thief, south)
