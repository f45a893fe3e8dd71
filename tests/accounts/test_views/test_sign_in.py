"""Signing in and out."""

import pytest

from accounts.demonstration import PASSWORD
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.conftest import person
from tests.factories.accounts import UserFactory


class TestSigningIn:
    def test_the_right_password_opens_a_new_session(self, portal, visitor):
        editor = person(portal, "editor")
        response = sign_in(visitor, editor.email.upper())
        assert (response.status_code, response.url) == (302, "/")
        assert is_signed_in(visitor)
        assert visitor.cookies["session"]["httponly"]

    @pytest.mark.parametrize(
        "attempt",
        [
            ("editor@north.example", "wrong-password-here"),
            ("nobody@north.example", PASSWORD),
            ("closed@north.example", PASSWORD),
            ("unconfirmed@north.example", PASSWORD),
        ],
    )
    def test_every_refusal_reads_the_same_and_keeps_the_address(self, visitor, attempt):
        UserFactory(email="closed@north.example", is_active=False)
        UserFactory(email="unconfirmed@north.example", email_confirmed_at=None)
        email, password = attempt
        page = text_of(sign_in(visitor, email, password))
        assert "There is a problem" in page
        assert "The e-mail address or password is not right." in page
        assert f'value="{email}"' in page
        assert password not in page
        assert not is_signed_in(visitor)

    def test_empty_fields_are_named_in_the_summary_with_links(self, visitor):
        page = text_of(sign_in(visitor, "", ""))
        assert '<a href="#id_email">Enter an e-mail address.</a>' in page
        assert '<a href="#id_password">Enter a password.</a>' in page
        assert "<title>Error:" in page

    @pytest.mark.parametrize(
        ("wanted", "got"),
        [
            ("/account/", "/account/"),
            ("https://evil.example/", "/"),
            ("//evil.example/", "/"),
            ("javascript:alert(1)", "/"),
            ("http://south.localhost:8000/", "/"),
        ],
    )
    def test_one_goes_back_on_this_host_only(self, portal, visitor, wanted, got):
        response = visitor.post(
            f"/sign-in/?next={wanted}",
            {"email": person(portal, "editor").email, "password": PASSWORD},
        )
        assert response.url == got

    def test_who_is_signed_in_is_sent_on(self, portal, client_for):
        response = client_for(portal, "editor").get("/sign-in/?next=/account/")
        assert (response.status_code, response.url) == (302, "/account/")

    def test_a_page_for_people_leads_here_and_back(self, visitor):
        response = visitor.get("/account/")
        assert (response.status_code, response.url) == (302, "/sign-in/?next=/account/")

    def test_a_person_of_one_portal_is_unknown_in_another(self, other_portal, client_for, portal):
        ann = UserFactory()
        stranger = client_for(other_portal)
        sign_in(stranger, ann.email)
        assert not is_signed_in(stranger)

    def test_browsers_are_told_what_the_fields_are(self, visitor):
        page = text_of(visitor.get("/sign-in/"))
        assert 'autocomplete="username"' in page
        assert 'autocomplete="current-password"' in page


class TestSigningOut:
    def test_a_link_asks_and_a_button_does_it(self, portal, client_for):
        browser = client_for(portal, "editor")
        assert "Sign out" in text_of(browser.get("/sign-out/"))
        assert is_signed_in(browser)
        response = browser.post("/sign-out/", follow=True)
        assert "You have signed out" in text_of(response)
        assert not is_signed_in(browser)

    def test_nobody_can_sign_out_too(self, visitor):
        assert visitor.get("/sign-out/").url == "/sign-out/done/"
        assert visitor.post("/sign-out/").status_code == 302
