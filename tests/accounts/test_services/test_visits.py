"""Where people are signed in, and new devices."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.models import User, Visit
from tenants.errors import ServiceError
from tests.accounts.test_views.conftest import is_signed_in, sign_in
from tests.conftest import person
from tests.factories.accounts import UserFactory, VisitFactory

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:125.0) Gecko/20100101 Firefox/125.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4) Version/17.4 Safari/604.1"


@pytest.fixture
def ann(portal):
    """Somebody who confirmed long ago."""
    return UserFactory(email_confirmed_at=timezone.now() - timedelta(days=9))


@pytest.fixture
def browse(portal, ann):
    """Sign Ann in with a browser that calls itself so."""

    def enter(user_agent=FIREFOX, **kwargs):
        browser = Client(HTTP_HOST=portal.primary_domain, HTTP_USER_AGENT=user_agent)
        assert sign_in(browser, ann.email, **kwargs).status_code == 302
        return browser

    return enter


def keys(visits):
    return {visit.session_key for visit in visits}


def key_of(browser):
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


class TestListing:
    def test_each_session_is_there_once_with_its_device(self, ann, browse):
        first, second = browse(), browse(SAFARI)
        found = services.visits_of(ann)
        assert keys(found) == {key_of(first), key_of(second)}
        assert {visit.user_agent for visit in found} == {FIREFOX, SAFARI}

    def test_one_that_was_signed_out_of_is_not(self, ann, browse):
        browser = browse()
        browser.post("/sign-out/")
        assert services.visits_of(ann) == []
        assert Visit.objects.get(user=ann).address is None

    def test_one_whose_session_is_gone_is_not(self, ann, browse):
        Session.objects.filter(pk=key_of(browse())).delete()
        assert services.visits_of(ann) == []

    def test_one_that_is_over_is_not(self, ann, browse):
        browse()
        with time_machine.travel(timezone.now() + timedelta(days=15)):
            assert services.visits_of(ann) == []

    def test_one_of_before_a_new_password_is_not(self, ann, browse):
        browse()
        services.change_password(
            actor=ann, current_password="casement-demonstration", new_password="three-odd-words-x"
        )
        assert services.visits_of(User.objects.get(pk=ann.pk)) == []

    def test_those_of_others_are_not(self, ann, browse):
        browse()
        assert services.visits_of(UserFactory()) == []


class TestEnding:
    def test_ending_one_leaves_the_others(self, ann, browse, ledger_since):
        here, there = browse(), browse(SAFARI)
        visit = Visit.objects.get(session_key=key_of(there))
        services.end_session(actor=ann, visit=visit)
        assert is_signed_in(here)
        assert not is_signed_in(there)
        assert not Session.objects.filter(pk=visit.session_key).exists()
        assert not Visit.objects.filter(pk=visit.pk).exists()
        assert ledger_since()[-1] == "accounts.session_ended"
        with pytest.raises(ServiceError, match="ended already"):
            services.end_session(actor=ann, visit=visit)

    def test_a_manager_of_the_team_ends_anothers_and_others_do_not(self, portal, ann, admin):
        visit = VisitFactory(user=ann)
        with pytest.raises(ServiceError):
            services.end_session(actor=person(portal, "editor"), visit=visit)
        services.end_session(actor=admin, visit=visit)
        assert not Visit.objects.filter(pk=visit.pk).exists()

    def test_ending_all_deletes_sessions_and_visits_but_the_kept_one(self, ann, browse):
        here, there = browse(), browse(SAFARI)
        services.end_sessions(actor=ann, person=ann, keep=key_of(here))
        assert not Session.objects.filter(pk=key_of(there)).exists()
        assert keys(Visit.objects.filter(user=ann)) == {key_of(here)}


class TestNewDevice:
    @pytest.fixture
    def mails(self, commits, browse):
        """Sign in with some browsers; return the mails about that."""

        def sent(*agents):
            with commits():
                for agent in agents:
                    browse(agent)
            return [message for message in mail.outbox if "new sign-in" in message.subject]

        return sent

    def test_a_device_that_was_not_seen_before_is_told_by_mail(self, ann, browse, mails):
        (message,) = mails(FIREFOX, FIREFOX)
        assert message.to == [ann.email]
        assert "Firefox on Windows" in message.body
        assert "/new-password/" in message.body

    def test_each_new_device_is_told_once(self, browse, mails):
        assert len(mails(FIREFOX, SAFARI, FIREFOX, SAFARI)) == 2

    def test_a_device_is_known_after_signing_out(self, browse, mails):
        browse().post("/sign-out/")
        assert mails(FIREFOX) == []

    def test_a_device_is_forgotten_after_90_days(self, browse, mails):
        browse()
        with time_machine.travel(timezone.now() + timedelta(days=91)):
            assert len(mails(FIREFOX)) == 1

    def test_a_device_that_was_signed_out_from_elsewhere_is_new_again(self, ann, browse, mails):
        browse()
        services.end_sessions(actor=ann, person=ann)
        assert len(mails(FIREFOX)) == 1

    def test_the_first_time_after_confirming_needs_no_mail(self, ann, browse, mails):
        User.objects.filter(pk=ann.pk).update(email_confirmed_at=timezone.now())
        assert mails(FIREFOX) == []
        assert len(mails(SAFARI)) == 1


def test_whoever_signs_in_was_here_that_day(ann, browse):
    """Else digests would stop for somebody who only ever looks in for a moment."""
    now = timezone.now()
    browse()
    ann.refresh_from_db()
    assert ann.seen_at >= now
