"""Signing up, confirming, accepting an invitation; mails are read as they were sent."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from accounts.demonstration import PASSWORD
from accounts.models import User
from tests.accounts.conftest import GOOD, link_in, path_in
from tests.accounts.test_views.conftest import is_signed_in, text_of
from tests.factories.accounts import InvitationFactory, UserFactory


class TestSigningUp:
    TYPED = {"display_name": "Ann", "email": "ann@example.org", "password": GOOD}

    def test_from_the_form_over_the_mail_to_an_account(self, portal, visitor, commits, outbox):
        with commits():
            response = visitor.post("/sign-up/", self.TYPED)
        assert response.url == "/sign-up/check-your-mail/"
        assert link_in(outbox[0]).startswith(portal.url("/confirm/"))
        assert not is_signed_in(visitor)
        path = path_in(outbox[0])
        assert visitor.get(path).status_code == 200
        assert not User.objects.get(email="ann@example.org").is_confirmed
        response = visitor.post(path, {"password": GOOD}, follow=True)
        assert "Welcome" in text_of(response)
        assert is_signed_in(visitor)
        again = visitor.get(path)
        assert again.status_code == 410
        assert "confirmed already" in text_of(again)

    def test_the_answer_is_the_same_for_a_known_address(self, visitor, commits, outbox):
        UserFactory(email="ann@example.org")
        with commits():
            known = visitor.post("/sign-up/", self.TYPED)
            unknown = visitor.post("/sign-up/", {**self.TYPED, "email": "new@example.org"})
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert len(outbox) == 2

    def test_what_was_typed_stays_but_for_the_password(self, visitor):
        page = text_of(visitor.post("/sign-up/", {**self.TYPED, "password": "password1234"}))
        assert '<a href="#id_password">This password is too common.' in page
        assert 'value="Ann"' in page
        assert 'value="ann@example.org"' in page
        assert "password1234" not in page

    def test_a_host_header_never_gets_into_a_mail(self, portal, commits, outbox, client_for):
        browser = client_for(portal)
        with commits():
            browser.post(
                "/sign-up/", self.TYPED, HTTP_X_FORWARDED_HOST="evil.example", SERVER_PORT="666"
            )
        assert "evil" not in outbox[0].body
        assert "666" not in outbox[0].body

    def test_another_portals_link_is_refused(self, visitor, commits, outbox, other_portal):
        with commits():
            visitor.post("/sign-up/", self.TYPED)
        response = visitor.get(path_in(outbox[0]), HTTP_HOST=other_portal.primary_domain)
        assert response.status_code == 410

    def test_nobody_signs_up_on_the_platform(self, platform_visitor):
        assert platform_visitor.get("/sign-up/").status_code == 404
        assert "Create one" not in text_of(platform_visitor.get("/sign-in/"))


class TestInvitation:
    def test_it_shows_role_portal_and_who_invites(self, portal, visitor, admin):
        InvitationFactory(token="abc", role="clerk", invited_by=admin, email="ines@example.org")
        page = text_of(visitor.get("/invitation/abc/"))
        assert f"{admin} invites you to join {portal.name}." in page
        assert "Clerk. Calls meetings" in page
        assert "ines@example.org" in page
        assert 'value="Ines Vited"' in page

    def test_accepting_signs_in_with_the_role(self, visitor):
        InvitationFactory(token="abc", email="ines@example.org")
        response = visitor.post(
            "/invitation/abc/", {"display_name": "Ines", "password": GOOD}, follow=True
        )
        assert "You have joined the team." in text_of(response)
        assert "Editor" in text_of(response)
        assert User.objects.get(email="ines@example.org").has_role("editor")
        assert visitor.get("/invitation/abc/").status_code == 410

    def test_who_has_an_account_is_asked_for_its_password_alone(self, visitor):
        ann = UserFactory()
        InvitationFactory(token="abc", email=ann.email)
        assert "id_display_name" not in text_of(visitor.get("/invitation/abc/"))
        page = text_of(visitor.post("/invitation/abc/", {"password": "wrong"}))
        assert "This is not the password of your account." in page
        visitor.post("/invitation/abc/", {"password": PASSWORD})
        assert is_signed_in(visitor)

    def test_a_weak_password_is_refused_with_the_name_kept(self, visitor):
        InvitationFactory(token="abc")
        page = text_of(
            visitor.post("/invitation/abc/", {"display_name": "Other Name", "password": "short"})
        )
        assert 'value="Other Name"' in page
        assert "at least 12 characters" in page

    def test_an_old_one_is_refused(self, visitor):
        InvitationFactory(token="abc")
        with time_machine.travel(timezone.now() + timedelta(days=30)):
            assert visitor.get("/invitation/abc/").status_code == 410

    def test_another_portals_is_refused(self, other_portal, client_for, portal):
        InvitationFactory(token="abc")
        assert client_for(other_portal).get("/invitation/abc/").status_code == 410
