"""What somebody might try who has a part of what it takes, or is somebody else by now."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from accounts import services
from accounts.demonstration import PASSWORD
from accounts.models import Invitation, RoleGrant, User
from accounts.services.proofs import check_app_code, check_recovery_code
from accounts.throttling import TooMany
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.links import LinkRefused
from tests.accounts.conftest import GOOD
from tests.accounts.test_second_factors.conftest import STEP, code, wrong
from tests.accounts.test_views.conftest import is_signed_in, sign_in
from tests.conftest import enter
from tests.factories.accounts import InvitationFactory, RoleGrantFactory, UserFactory

HOME, ELSEWHERE = "203.0.113.9", "198.51.100.7"


@pytest.fixture
def visitor(portal):
    return Client(HTTP_HOST=portal.primary_domain)


class TestTheSession:
    def test_is_no_longer_verified_once_the_last_device_is_gone(self, visitor, enrolled):
        enter(visitor, enrolled, "totp")
        visitor.post(f"/account/two-step/app/{enrolled.device.pk}/remove/")
        RoleGrantFactory(user=enrolled, role="portal_administrator")

        assert visitor.get("/team/").url == "/account/two-step/"

    def test_that_begins_anew_by_a_password_is_not_verified(self, visitor, ann):
        enter(visitor, ann, "totp")
        sign_in(visitor, ann.email)
        RoleGrantFactory(user=ann, role="clerk")

        assert visitor.get("/account/").url == "/account/two-step/"

    def test_that_is_half_begun_ends_with_the_password(self, visitor, enrolled):
        sign_in(visitor, enrolled.email)
        services.change_password(actor=enrolled, current_password=PASSWORD, new_password=GOOD)

        visitor.post("/sign-in/check/", {"code": code(enrolled.device)})

        assert not is_signed_in(visitor)

    def test_keeps_nothing_of_its_half(self, visitor, enrolled):
        sign_in(visitor, enrolled.email)
        visitor.post("/sign-in/check/", {"code": code(enrolled.device)})

        assert "half" not in visitor.session


class TestGuessing:
    def guess(self, enrolled, times, network):
        for _time in range(times):
            with pytest.raises(ServiceError):
                check_app_code(person=enrolled, code=wrong(enrolled.device), network=network)

    def test_ten_wrong_codes_take_a_quarter_of_an_hour(self, enrolled, clock):
        self.guess(enrolled, 10, ELSEWHERE)
        with pytest.raises(TooMany, match="15 minutes"):
            check_app_code(person=enrolled, code=code(enrolled.device), network=ELSEWHERE)
        clock.shift(15 * 60 + 1)

        check_app_code(person=enrolled, code=code(enrolled.device), network=ELSEWHERE)

    def test_somebody_elsewhere_does_not_keep_the_owner_out(self, enrolled, clock):
        check_app_code(person=enrolled, code=code(enrolled.device), network=HOME)
        clock.shift(2 * STEP)
        self.guess(enrolled, 60, ELSEWHERE)

        check_app_code(person=enrolled, code=code(enrolled.device), network=HOME)
        check_recovery_code(person=enrolled, code=enrolled.codes[0], network=HOME)

    def test_many_networks_together_are_slowed(self, enrolled):
        for number in range(25):
            self.guess(enrolled, 2, f"198.51.100.{number}")

        with pytest.raises(TooMany):
            check_app_code(person=enrolled, code=code(enrolled.device), network="192.0.2.1")


class TestInvitations:
    def accept(self, invitation_token):
        return services.accept_invitation(
            token=invitation_token, display_name="Nobody New", password=PASSWORD
        )

    def test_who_agreed_cannot_take_the_role_themselves(self, admin, manager):
        InvitationFactory(
            token="t", role="caseworker", email=manager.email, invited_by=admin,
            needs_approval=True, approved_by=manager, approved_at=manager.joined_at,
        )  # fmt: skip

        with pytest.raises(LinkRefused, match="agree anew"):
            self.accept("t")

    def test_who_invited_cannot_take_the_role_themselves(self, admin):
        InvitationFactory(token="t", role="editor", email=admin.email, invited_by=admin)

        with pytest.raises(LinkRefused, match="no longer"):
            self.accept("t")

    def test_one_of_somebody_who_was_suspended_makes_nobody(self, admin):
        InvitationFactory(token="t", role="portal_administrator", invited_by=admin)
        User.objects.filter(pk=admin.pk).update(is_active=False)

        with pytest.raises(LinkRefused, match="no longer"):
            services.accept_invitation(token="t", display_name="Second", password=GOOD)

        assert Invitation.objects.pending().exists()

    def test_a_reset_that_somebody_asked_for_who_left_the_team_is_not_agreed_to(
        self, admin, manager, enrolled
    ):
        reset = services.ask_for_reset(actor=admin, person=enrolled, reason="Met her")
        RoleGrant.objects.filter(user=admin).delete()

        with pytest.raises(ServiceError, match="ask anew"):
            services.agree_to_reset(actor=manager, reset=reset)


class TestWhatIsNoAnswer:
    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            ("[" * 60_000, "application/json"),
            ("{", "application/json"),
            ('{"credential": {"id": "é", "rawId": "é", "type": "public-key"}}', "application/json"),
            ('{"credential": 7}', "application/json"),
            ("x" * 70_000, "application/json"),
            ("csrfmiddlewaretoken=x", "application/x-www-form-urlencoded"),
        ],
    )
    @pytest.mark.parametrize("path", ["/prove/passkey/begin/", "/prove/passkey/complete/"])
    def test_the_passkey_pages_say_no_in_words(self, visitor, enrolled, path, body, kind):
        enter(visitor, enrolled, "totp")
        visitor.post("/prove/passkey/begin/", "{}", content_type="application/json")

        answer = visitor.post(path, body, content_type=kind)

        assert answer.status_code in (200, 400)
        assert answer["Content-Type"] == "application/json"

    def test_strangers_do_not_learn_what_is_there(self, visitor, ann):
        there = visitor.get(f"/team/lost-devices/ask/{ann.uuid}/")
        absent = visitor.get("/team/lost-devices/ask/00000000-0000-4000-8000-00000000dead/")

        assert there.status_code == absent.status_code == 302

    def test_a_day_beyond_the_calendar_is_refused(self, portal, client_for):
        days = "?until_day=31&until_month=12&until_year=9999"

        answer = client_for(portal, "auditor").get(f"/ledger/{days}")

        assert answer.status_code == 200
        assert "between 1901 and 2199" in answer.content.decode()


def test_accepting_and_giving_at_once_wait_for_each_other(committed_portal):
    portal = committed_portal("busy")
    with portal_context(portal):
        boss = UserFactory(roles=["portal_administrator"])
        others = [UserFactory() for _each in range(6)]
        for number in range(6):
            InvitationFactory(token=f"t{number}", role="editor", invited_by=boss)

    def run(act):
        try:
            with portal_context(portal):
                act()
            return "done"
        except Exception as error:
            return repr(error)
        finally:
            connection.close()

    def accepting(number):
        return lambda: services.accept_invitation(
            token=f"t{number}", display_name=f"Person {number}", password=GOOD
        )

    def giving(other):
        return lambda: services.give_role(
            actor=User.objects.get(pk=boss.pk), person=other, role="editor"
        )

    acts = [
        act for number, other in enumerate(others) for act in (accepting(number), giving(other))
    ]
    with ThreadPoolExecutor(len(acts)) as pool:
        assert set(pool.map(run, acts)) == {"done"}


class TestTheOwner:
    def test_is_told_once_somebody_with_their_password_has_to_wait(
        self, enrolled, commits, outbox, ledger_since
    ):
        with commits():
            TestGuessing().guess(enrolled, 10, ELSEWHERE)

        assert [mail.to for mail in outbox] == [[enrolled.email]]
        assert "ten wrong codes" in " ".join(outbox[0].body.split())
        assert ledger_since().count("accounts.proofs_paused") == 1


class TestComingBack:
    def test_a_form_that_was_not_carried_out_is_said_and_leads_back_to_its_page(self, visitor, ann):
        page = "http://north.localhost/account/details/"

        asked = visitor.post("/account/details/", {"display_name": "Anna"}, HTTP_REFERER=page)

        assert asked.url == "/sign-in/?unsent=1&next=/account/details/"
        assert "was not sent" in visitor.get(asked.url).content.decode()

    def test_another_sites_page_is_never_led_to(self, visitor):
        asked = visitor.post("/sign-out/", HTTP_REFERER="https://evil.example/x/")
        evil = visitor.post("/account/details/", {}, HTTP_REFERER="https://evil.example/x/")

        assert "evil" not in asked.url + evil.url


def test_a_lost_device_is_asked_about_on_the_persons_page(portal, client_for, enrolled):
    page = client_for(portal, "portal_administrator").get(f"/team/people/{enrolled.uuid}/")

    ask = f"/team/lost-devices/ask/{enrolled.uuid}/"
    assert ask in page.content.decode()
    assert "Ann (ann@example.org)" in " ".join(
        client_for(portal, "portal_administrator").get(ask).content.decode().split()
    )


def test_a_practice_manager_may_not_agree(portal, admin, client_for):
    waiting = InvitationFactory(role="caseworker", needs_approval=True, invited_by=admin)
    manager = client_for(portal, "practice_manager")
    assert "Do not agree" in manager.get("/team/").content.decode()

    manager.post(f"/team/invitations/{waiting.pk}/withdraw/")

    assert not Invitation.objects.pending().exists()
