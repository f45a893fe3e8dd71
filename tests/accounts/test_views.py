"""The pages, used as people use them; mails are read as they were sent."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.demonstration import PASSWORD
from accounts.models import Invitation, RoleGrant, User
from accounts.urls import urlpatterns
from tests.accounts.conftest import link_in, path_in
from tests.conftest import person
from tests.factories.accounts import InvitationFactory, UserFactory

GOOD = "lantern-otter-basil"


@pytest.fixture
def visitor(portal, client_for):
    return client_for(portal)


@pytest.fixture
def boss(portal, client_for):
    return client_for(portal, "portal_administrator")


def text_of(response):
    return " ".join(response.content.decode().split())


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def sign_in(client, email, password=PASSWORD, **kwargs):
    return client.post("/sign-in/", {"email": email, "password": password}, **kwargs)


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
        assert '<a href="#id_password">This password is too common.</a>' in page
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


class TestNewPassword:
    def test_from_the_form_over_the_mail_to_a_new_password(
        self, portal, visitor, client_for, commits, outbox
    ):
        editor, elsewhere = person(portal, "editor"), client_for(portal, "editor")
        with commits():
            response = visitor.post("/new-password/", {"email": editor.email})
        assert response.url == "/new-password/check-your-mail/"
        path = path_in(outbox[0])
        assert visitor.get(path).status_code == 200
        assert visitor.post(path, {"password": GOOD}).url == "/new-password/done/"
        assert not is_signed_in(elsewhere)
        assert visitor.get(path).status_code == 410
        sign_in(visitor, editor.email, GOOD)
        assert is_signed_in(visitor)

    def test_the_answer_is_the_same_for_an_unknown_address(self, portal, visitor, commits):
        answers = [
            visitor.post("/new-password/", {"email": email})
            for email in ("editor@north.example", "nobody@north.example")
        ]
        assert answers[0].url == answers[1].url

    @pytest.mark.parametrize(
        "path",
        [
            "/new-password/00000000-0000-4000-8000-000000000000/abc-def/",
            "/confirm/nonsense/",
            "/invitation/nonsense/",
        ],
    )
    def test_a_made_up_link_is_refused_in_words(self, visitor, path):
        response = visitor.get(path)
        assert response.status_code == 410
        assert "This link does not work" in text_of(response)

    def test_changing_it_keeps_this_session_and_ends_the_others(self, portal, client_for):
        here, there = client_for(portal, "editor"), client_for(portal, "editor")
        key = here.session.session_key
        response = here.post(
            "/account/password/", {"current_password": PASSWORD, "new_password": GOOD}, follow=True
        )
        assert "Your password is changed." in text_of(response)
        assert is_signed_in(here)
        assert here.session.session_key != key
        assert not is_signed_in(there)

    def test_a_wrong_old_one_is_said_beside_its_field(self, portal, client_for):
        response = client_for(portal, "editor").post(
            "/account/password/", {"current_password": "wrong", "new_password": GOOD}
        )
        assert '<a href="#id_current_password">This is not your password.</a>' in text_of(response)


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


class TestAccount:
    def test_it_shows_what_one_is_and_may(self, portal, client_for):
        page = text_of(client_for(portal, "clerk").get("/account/"))
        assert "clerk@north.example" in page
        assert "Calls meetings" in page

    def test_details_are_changed(self, portal, client_for):
        typed = {"display_name": "Edith", "full_name": "Edith Or", "language": "cy"}
        response = client_for(portal, "editor").post("/account/details/", typed, follow=True)
        assert "Your details are changed." in text_of(response)
        editor = person(portal, "editor")
        assert (editor.display_name, editor.language) == ("Edith", "cy")

    def test_an_empty_name_is_refused(self, portal, client_for):
        typed = {"display_name": "", "full_name": "X", "language": "en"}
        page = text_of(client_for(portal, "editor").post("/account/details/", typed))
        assert "Enter a name for others to see." in page

    @pytest.mark.parametrize("path", ["/account/", "/sign-in/", "/sign-up/"])
    def test_no_cache_keeps_it(self, portal, client_for, path):
        response = client_for(portal).get(path)
        assert "no-store" in response.headers["Cache-Control"]


class TestTeam:
    def test_it_shows_who_has_what_since_when_by_whom(self, boss, admin):
        ann = UserFactory(display_name="Ann Other")
        RoleGrant.objects.create(user=ann, role="clerk", given_by=admin)
        page = text_of(boss.get("/team/"))
        assert "Ann Other" in page
        assert "Clerk" in page
        assert str(admin) in page
        assert f"/team/roles/{ann.grants.get().pk}/end/" in page

    def test_members_are_not_the_team(self, boss):
        UserFactory(display_name="Only A Member", roles=["member"])
        assert "Only A Member" not in text_of(boss.get("/team/"))

    def test_inviting_sending_again_and_withdrawing(self, boss, commits, outbox):
        typed = {"display_name": "Ines", "email": "ines@example.org", "role": "editor"}
        with commits():
            response = boss.post("/team/invite/", typed, follow=True)
        assert "on its way to ines@example.org" in text_of(response)
        assert "Open until" in text_of(response)
        invitation = Invitation.objects.get()
        with commits():
            boss.post(f"/team/invitations/{invitation.pk}/resend/")
        assert [message.to for message in outbox] == [["ines@example.org"]] * 2
        response = boss.post(f"/team/invitations/{invitation.pk}/withdraw/", follow=True)
        assert "withdrawn" in text_of(response)
        assert "ines@example.org" not in text_of(boss.get("/team/"))
        assert boss.post(f"/team/invitations/{invitation.pk}/resend/").status_code == 404

    def test_what_a_service_refuses_stands_by_its_field(self, boss):
        InvitationFactory(email="ines@example.org", role="editor")
        typed = {"display_name": "Ines", "email": "ines@example.org", "role": "editor"}
        page = text_of(boss.post("/team/invite/", typed))
        assert '<a href="#id_email">This person is invited already.' in page
        assert 'value="ines@example.org"' in page

    def test_the_form_offers_the_roles_that_are_used_here(self, portal, boss):
        page = text_of(boss.get("/team/invite/"))
        assert 'value="caseworker"' in page
        assert 'value="operator"' not in page
        assert 'value="member"' not in page
        portal.modules = []
        portal.save()
        assert 'value="caseworker"' not in text_of(boss.get("/team/invite/"))

    def test_a_casework_role_waits_for_the_practice_manager(
        self, portal, boss, client_for, commits, outbox
    ):
        typed = {"display_name": "Cass", "email": "cass@example.org", "role": "caseworker"}
        with commits():
            response = boss.post("/team/invite/", typed, follow=True)
        assert "when a practice manager has agreed" in text_of(response)
        agree = f"/team/invitations/{Invitation.objects.get().pk}/agree/"
        assert agree not in text_of(boss.get("/team/"))
        assert boss.post(agree).status_code == 403
        second = client_for(portal, "practice_manager")
        assert agree in text_of(second.get("/team/"))
        with commits():
            assert "You have agreed." in text_of(second.post(agree, follow=True))
        assert outbox[-1].to == ["cass@example.org"]

    def test_a_role_is_ended_after_a_question(self, boss):
        grant = UserFactory(display_name="Ann Other", roles=["clerk"]).grants.get()
        path = f"/team/roles/{grant.pk}/end/"
        assert "Ann Other will at once no longer be" in text_of(boss.get(path))
        response = boss.post(path, {"reason": "Left"}, follow=True)
        assert "has ended" in text_of(response)
        grant.refresh_from_db()
        assert grant.ends_at
        assert boss.get(path).status_code == 404

    def test_the_last_administrator_stays(self, boss, admin):
        response = boss.post(f"/team/roles/{admin.grants.get().pk}/end/", {})
        assert "This is the last portal administrator." in text_of(response)

    def test_lists_do_not_ask_more_for_more_people(self, boss, django_assert_max_num_queries):
        for number in range(15):
            UserFactory(roles=["clerk", "editor"])
            InvitationFactory(email=f"i{number}@example.org")
        boss.get("/team/")
        with django_assert_max_num_queries(20):  # half of them set the schema
            boss.get("/team/")

    def test_operators_have_a_team_of_their_own(self, platform_client):
        page = text_of(platform_client.get("/team/"))
        assert "Platform operator" in page
        page = text_of(platform_client.get("/team/invite/"))
        assert 'value="operator"' in page
        assert 'value="editor"' not in page


PATHS = {
    "team": "/team/",
    "invite": "/team/invite/",
    "end_role": "/team/roles/1/end/",
}


@pytest.mark.parametrize("role", ["member", "editor", "clerk", "caseworker", "auditor"])
@pytest.mark.parametrize("path", PATHS.values())
def test_the_team_is_for_its_managers(portal, client_for, role, path):
    assert client_for(portal, role).get(path).status_code == 403
    assert client_for(portal).get(path).status_code == 302


def test_a_practice_manager_sees_the_team_but_invites_nobody(portal, client_for):
    browser = client_for(portal, "practice_manager")
    assert browser.get("/team/").status_code == 200
    assert "/team/invite/" not in text_of(browser.get("/team/"))
    assert browser.get("/team/invite/").status_code == 403


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_every_page_declares_who_may_use_it(pattern):
    assert callable(pattern.callback.view_class.rule)


@pytest.mark.parametrize("action", ["resend", "withdraw", "agree"])
def test_buttons_work_by_post_alone(boss, action):
    path = reverse(f"accounts:{action}", urlconf="config.urls", args=[1])
    assert boss.get(path).status_code in (403, 405)


def test_forms_refuse_posts_from_elsewhere(portal):
    from django.test import Client

    strict = Client(HTTP_HOST=portal.primary_domain, enforce_csrf_checks=True)
    assert strict.post("/sign-in/", {"email": "a@b.example", "password": "x"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/sign-up/",
        "/sign-up/check-your-mail/",
        "/new-password/",
        "/new-password/check-your-mail/",
        "/new-password/done/",
        "/sign-out/done/",
        "/invitation/abc/",
    ],
)
def test_a_page_has_one_heading_and_a_title(visitor, path):
    InvitationFactory(token="abc")
    page = text_of(visitor.get(path))
    assert page.count("<h1") == 1
    assert "<title>" in page
    assert "– North Parents</title>" in page
