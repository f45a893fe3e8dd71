"""People with devices, and the codes that these show."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.demonstration import PASSWORD
from accounts.services import add_app, confirm_app
from accounts.sessions import TOTP as TOTP_METHOD
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.factories.accounts import UserFactory

NOON = datetime(2031, 3, 3, 12, 0, 0, tzinfo=UTC)
STEP = 30
"""Seconds for which a code is shown."""


def code(device: TOTPDevice, *, after: int = 0) -> str:
    """Return the code that an app shows now, or some seconds later or earlier."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, 0)
    totp.time = datetime.now(UTC).timestamp() + after
    return f"{totp.token():06}"


def wrong(device: TOTPDevice) -> str:
    """Return a code that the app shows at no time near now."""
    near = {code(device, after=seconds) for seconds in range(-120, 150, STEP)}
    return next(f"{number:06}" for number in range(20) if f"{number:06}" not in near)


@pytest.fixture
def clock(portal):
    """A clock that stands still until a test moves it."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visitor(portal):
    """A browser of nobody yet, with cookies of its own."""
    return Client(HTTP_HOST=portal.primary_domain)


@pytest.fixture
def ann(clock):
    """Somebody without a role and without a device."""
    return UserFactory(email="ann@example.org", display_name="Ann", password=PASSWORD)


@pytest.fixture
def enrolled(ann, clock):
    """Ann with an app; the code of its set-up is no longer shown."""
    device = add_app(actor=ann)
    ann.codes = confirm_app(actor=ann, code=code(device))[1]
    clock.shift(2 * STEP)
    ann.refresh_from_db()
    ann.second_factor = TOTP_METHOD  # her session has passed the second step
    ann.device = TOTPDevice.objects.get(pk=device.pk)
    return ann


def in_turn(work, portal, people):
    """Do the same for several people at once; return what each got, True or the refusal."""

    def run(each):
        try:
            with portal_context(portal):
                work(each)
            return True
        except ServiceError as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


@pytest.fixture
def crowded(committed_portal):
    """A portal outside any transaction, with Ann, her device and her codes."""
    portal = committed_portal("crowded")
    with portal_context(portal):
        ann = UserFactory(email="ann@example.org")
        device = add_app(actor=ann)
        _person, codes = confirm_app(actor=ann, code=code(device))
    return portal, ann, device, codes
