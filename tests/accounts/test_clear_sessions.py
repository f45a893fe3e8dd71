"""Clearing away sessions that are over."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Throttle, Visit
from accounts.throttling import KNOWN_ADDRESS
from tenants.current import portal_context
from tests.accounts.test_views.conftest import is_signed_in
from tests.factories.accounts import VisitFactory


def days(number):
    return timezone.now() - timedelta(days=number)


def make_session(key, expires):
    return Session.objects.create(session_key=key, session_data="", expire_date=expires)


def clear(**options):
    said = StringIO()
    call_command("clear_sessions", stdout=said, **options)
    return said.getvalue()


def test_what_is_over_goes_and_what_is_not_stays(portal, client_for):
    browser = client_for(portal, "editor")
    make_session("expired", days(1))
    make_session("unused", days(-9))
    VisitFactory(session_key="unused", seen_at=days(15))
    VisitFactory(session_key="known-device", seen_at=days(80))
    VisitFactory(session_key="forgotten", seen_at=days(91))
    Throttle.objects.create(bucket="old", purpose="x", last_at=days(31))
    Throttle.objects.create(bucket="new", purpose="x")
    Throttle.objects.create(bucket="held", purpose="x", last_at=days(31), blocked_until=days(-1))
    assert "north: 4 rows cleared away." in clear(portal="north")
    assert not Session.objects.filter(pk__in=["expired", "unused"]).exists()
    assert set(
        Visit.objects.filter(session_key__in=["unused", "known-device", "forgotten"]).values_list(
            "session_key", flat=True
        )
    ) == {"unused", "known-device"}
    assert set(Throttle.objects.values_list("bucket", flat=True)) == {"new", "held"}
    assert is_signed_in(browser)


def test_addresses_from_which_people_sign_in_are_known_for_sixty_days(portal):
    for name, age in (("kept", 59), ("over", 61)):
        Throttle.objects.create(bucket=name, purpose=KNOWN_ADDRESS, last_at=days(age))
    clear(portal="north")
    assert list(Throttle.objects.values_list("bucket", flat=True)) == ["kept"]


def test_a_second_run_finds_nothing(portal):
    make_session("expired", days(1))
    clear(portal="north")
    assert "north: 0 rows" in clear(portal="north")


def test_without_a_name_all_portals_and_the_platform_are_done(portal, other_portal):
    with portal_context(other_portal):
        make_session("expired", days(1))
    said = clear()
    assert "the platform: 0 rows" in said
    assert "south: 1 rows" in said
    with portal_context(other_portal), time_machine.travel(days(0)):
        assert not Session.objects.filter(pk="expired").exists()


def test_one_portal_alone_leaves_the_other(portal, other_portal):
    with portal_context(other_portal):
        make_session("expired", days(1))
    clear(portal="north")
    with portal_context(other_portal):
        assert Session.objects.filter(pk="expired").exists()


def test_a_name_that_nobody_has_is_said(portal):
    with pytest.raises(CommandError, match="There is no portal"):
        clear(portal="nowhere")
