"""Sessions: a cookie of one portal is worth nothing in the other."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.demonstration import PASSWORD
from accounts.sessions import PORTAL
from tenants.current import portal_context
from tenants.platform import PLATFORM
from tests.isolation.conftest import EVERYWHERE, is_nobody, signed_in


def session_key(browser: Client) -> str:
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def copy_session(browser: Client, origin, target, *, without: str = "") -> None:
    """Write the session of one place into the other's table under the same key."""
    with portal_context(origin):
        row = Session.objects.get(pk=session_key(browser))
        content = row.get_decoded()
    content.pop(without, None)
    with portal_context(target):
        Session.objects.create(
            session_key=row.session_key,
            session_data=Session.objects.encode(content),
            expire_date=row.expire_date,
        )


@pytest.fixture
def browser(north, elsewhere, person_in):
    """Signed in at the northern portal; the same person is elsewhere too."""
    person_in(north, "portal_administrator")
    person_in(elsewhere, "operator" if elsewhere.is_platform else "portal_administrator")
    return signed_in(north)


def test_a_session_works_where_it_was_made(browser, north):
    answer = browser.get("/account/")
    assert answer.status_code == 200
    assert "Sam Everywhere" in answer.content.decode()


def test_a_cookie_of_one_portal_signs_nobody_in_elsewhere(browser, north, elsewhere):
    assert is_nobody(browser, elsewhere)
    with portal_context(elsewhere):
        assert not Session.objects.filter(pk=session_key(browser)).exists()


def test_trying_a_cookie_elsewhere_leaves_the_session_alone(browser, north, elsewhere):
    thief = Client(HTTP_HOST=elsewhere.primary_domain)
    thief.cookies[settings.SESSION_COOKIE_NAME] = session_key(browser)
    assert is_nobody(thief, elsewhere)

    assert not is_nobody(browser, north)


def test_a_session_copied_into_the_other_schema_is_refused_and_ended(browser, north, elsewhere):
    copy_session(browser, north, elsewhere)
    key = session_key(browser)

    assert is_nobody(browser, elsewhere)
    with portal_context(elsewhere):
        assert not Session.objects.filter(pk=key).exists()
    with portal_context(north):
        assert Session.objects.filter(pk=key).exists()


def test_a_session_that_names_no_portal_is_refused(browser, north, elsewhere):
    copy_session(browser, north, elsewhere, without=PORTAL)

    assert is_nobody(browser, elsewhere)


def test_a_session_of_the_platform_is_refused_in_a_portal(north, person_in):
    person_in(PLATFORM, "operator")
    person_in(north, "portal_administrator")
    operator = signed_in(PLATFORM)
    copy_session(operator, PLATFORM, north)

    assert is_nobody(operator, north)


def test_signing_out_of_one_portal_ends_no_session_of_the_other(north, south, person_in):
    person_in(north)
    person_in(south)
    here, there = signed_in(north), signed_in(south)

    here.post("/sign-out/")

    assert is_nobody(here, north)
    assert not is_nobody(there, south)


def test_the_same_password_is_another_persons_in_the_other_portal(north, south, person_in):
    person_in(north)
    stranger = Client(HTTP_HOST=south.primary_domain)

    answer = stranger.post("/sign-in/", {"email": EVERYWHERE, "password": PASSWORD})

    assert answer.status_code == 200
    assert settings.SESSION_COOKIE_NAME not in stranger.cookies


def test_cookies_are_for_the_portals_own_host_alone(north, person_in):
    person_in(north)
    browser = signed_in(north)

    assert browser.cookies
    assert {cookie["domain"] for cookie in browser.cookies.values()} == {""}
    assert {cookie["path"] for cookie in browser.cookies.values()} == {"/"}
