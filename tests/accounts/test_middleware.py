import asyncio
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.middleware import PortalSessionMiddleware
from accounts.sessions import PORTAL
from tenants.platform import PLATFORM
from tests.conftest import person


class Untouchable:
    """A session that must not be asked."""

    def __getattr__(self, name):
        raise AssertionError(f"The session was touched: {name}")


def pass_through(request):
    """Let a request through the middleware; return it."""
    PortalSessionMiddleware(lambda _: HttpResponse())(request)
    return request


def test_without_a_cookie_nobody_is_there_and_the_session_is_not_touched(
    rf, django_assert_num_queries, portal
):
    request = rf.get("/")
    request.session = Untouchable()
    with django_assert_num_queries(0):
        user = pass_through(request).user
    assert isinstance(user, AnonymousUser)
    assert asyncio.run(request.auser()) is user


def test_with_a_cookie_the_session_is_read_only_when_asked(rf, portal):
    request = rf.get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "anything"
    request.session = Untouchable()
    pass_through(request)
    with pytest.raises(AssertionError, match="touched"):
        request.user.is_authenticated  # noqa: B018


def test_a_public_answer_neither_sets_nor_varies_by_cookie(portal, client_for):
    response = client_for(portal).get("/brand/icon.svg")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


class TestBinding:
    @pytest.fixture
    def browser(self, portal, client_for):
        """A browser in which the editor is signed in."""
        return client_for(portal, "editor")

    def test_a_session_knows_its_portal(self, portal, browser):
        assert browser.session[PORTAL] == str(portal.key)
        assert browser.get("/account/").status_code == 200

    def test_the_platforms_sessions_are_bound_too(self, platform_client, in_portal):
        with in_portal(PLATFORM):
            assert platform_client.session[PORTAL] == "platform"
        assert platform_client.get("/account/").status_code == 200

    def test_another_portals_cookie_means_nothing(self, browser, other_portal):
        response = browser.get("/account/", HTTP_HOST=other_portal.primary_domain)
        assert response.status_code == 302
        assert "/sign-in/" in response.url

    def test_a_session_copied_into_another_portal_dies_there(
        self, portal, browser, other_portal, in_portal
    ):
        key, copied = browser.session.session_key, dict(browser.session.items())
        assert person(other_portal, "editor").pk == person(portal, "editor").pk
        with in_portal(other_portal):
            Session.objects.create(
                session_key=key,
                session_data=SessionStore().encode(copied),
                expire_date=timezone.now() + timedelta(days=1),
            )
        response = browser.get("/account/", HTTP_HOST=other_portal.primary_domain)
        assert response.status_code == 302
        with in_portal(other_portal):
            assert not Session.objects.filter(session_key=key).exists()
        with in_portal(portal):
            assert Session.objects.filter(session_key=key).exists()

    @pytest.mark.parametrize("damage", [lambda s: s.pop(PORTAL), lambda s: s.update({PORTAL: "x"})])
    def test_a_session_without_its_portal_dies(self, browser, damage):
        session = browser.session
        damage(session)
        session.save()
        assert browser.get("/account/").status_code == 302

    def test_ending_all_sessions_ends_this_one(self, portal, browser):
        from accounts.services import end_sessions

        editor = person(portal, "editor")
        end_sessions(actor=editor, person=editor)
        assert browser.get("/account/").status_code == 302

    def test_an_unconfirmed_or_closed_person_is_out_at_once(self, portal, browser):
        editor = person(portal, "editor")
        editor.is_active = False
        editor.save()
        assert browser.get("/account/").status_code == 302


def test_a_signed_in_request_asks_for_session_and_person_once(portal, client_for):
    from django.db import connection

    browser = client_for(portal, "editor")
    browser.get("/account/")
    with CaptureQueriesContext(connection) as queries:
        browser.get("/account/")
    asked = [query["sql"] for query in queries if "SELECT" in query["sql"]]
    assert sum("django_session" in sql for sql in asked) == 1
    assert sum('FROM "accounts_user" WHERE' in sql for sql in asked) == 1
