"""The team's pages."""

import pytest
from django.urls import reverse

from accounts.models import Invitation, RoleGrant
from tests.accounts.test_views.conftest import text_of
from tests.factories.accounts import InvitationFactory, UserFactory


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
        assert "Ann Other will lose this role at once" in text_of(boss.get(path))
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


@pytest.mark.parametrize("action", ["resend", "withdraw", "agree"])
def test_buttons_work_by_post_alone(boss, action):
    path = reverse(f"accounts:{action}", urlconf="config.urls", args=[1])
    assert boss.get(path).status_code in (403, 405)
