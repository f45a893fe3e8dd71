"""Where one is signed in, and sessions that are over."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.demonstration import PASSWORD
from accounts.models import Visit
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.factories.accounts import VisitFactory

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:125.0) Gecko/20100101 Firefox/125.0"


class TestSessions:
    @pytest.fixture
    def firefox(self, portal):
        browser = Client(HTTP_HOST=portal.primary_domain, HTTP_USER_AGENT=FIREFOX)
        sign_in(browser, "editor@north.example")
        return browser

    def test_it_shows_devices_in_words_and_which_is_this_one(self, firefox, editor):
        page = text_of(firefox.get("/account/sessions/"))
        assert "Firefox on Windows (this device)" in page
        assert "A browser we do not know" in page
        assert "this network" in page
        assert "127.0.0.1" not in page

    def test_one_is_ended_by_its_button(self, firefox, editor):
        visit = Visit.objects.exclude(session_key=firefox.session.session_key).get()
        page = text_of(firefox.post(f"/account/sessions/{visit.pk}/end/", follow=True))
        assert "Signed out: A browser we do not know." in page
        assert not is_signed_in(editor)
        assert is_signed_in(firefox)
        assert firefox.post(f"/account/sessions/{visit.pk}/end/").status_code == 404

    def test_this_one_is_ended_by_signing_out(self, firefox):
        visit = Visit.objects.get(session_key=firefox.session.session_key)
        assert firefox.post(f"/account/sessions/{visit.pk}/end/").url == "/sign-out/"
        assert is_signed_in(firefox)

    def test_all_others_are_ended_and_this_one_goes_on(self, firefox, editor):
        page = text_of(firefox.post("/account/sessions/end-others/", follow=True))
        assert "You are signed out everywhere else." in page
        assert "Firefox on Windows (this device)" in page
        assert "Sign out everywhere else" not in page
        assert not is_signed_in(editor)

    def test_anothers_is_not_there(self, editor):
        visit = VisitFactory()
        assert editor.post(f"/account/sessions/{visit.pk}/end/").status_code == 404
        assert Visit.objects.filter(pk=visit.pk).exists()

    def test_nothing_ends_by_a_link(self, editor):
        assert editor.get("/account/sessions/end-others/").status_code == 405
        assert editor.get("/account/sessions/1/end/").status_code == 405

    def test_after_a_new_password_this_one_is_still_listed(self, firefox):
        typed = {"current_password": PASSWORD, "new_password": "lantern-otter-basil"}
        firefox.post("/account/password/", typed)
        assert "Firefox on Windows (this device)" in text_of(firefox.get("/account/sessions/"))


class TestOver:
    def test_who_was_away_too_long_reads_why_they_sign_in_again(self, portal, client_for):
        browser = client_for(portal, "caseworker")
        with time_machine.travel(timezone.now() + timedelta(minutes=31)):
            page = browser.get("/account/", follow=True)
            assert page.redirect_chain == [("/sign-in/?next=/account/&expired=1", 302)]
            assert "You were signed out because you had not used the service" in text_of(page)
            answer = sign_in(browser, "caseworker@north.example")
            assert answer.status_code == 302

    def test_it_is_said_in_the_editing_area_too(self, portal, editor):
        with time_machine.travel(timezone.now() + timedelta(days=15)):
            answer = editor.get("/admin/")
        assert answer.url.startswith("/sign-in/?next=/admin/")
        assert answer.url.endswith("&expired=1")

    def test_after_signing_in_again_one_is_where_one_was(self, editor):
        with time_machine.travel(timezone.now() + timedelta(days=15)):
            url = editor.get("/account/data/").url
            typed = {"email": "editor@north.example", "password": PASSWORD}
            assert editor.post(url, typed).url == "/account/data/"

    def test_strangers_read_nothing_of_it(self, visitor):
        assert "expired" not in visitor.get("/account/").url
        assert "signed out because" not in text_of(visitor.get("/sign-in/"))
