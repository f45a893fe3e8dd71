"""Signing in with a second step as people do it, in a browser without JavaScript."""

import re

import pytest
from django.conf import settings
from django.test import Client

from accounts.demonstration import PASSWORD
from accounts.models import Visit
from accounts.services.second_factors import has_second_factor, second_factors_of
from tests.accounts.test_second_factors.conftest import code, wrong
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.conftest import enter, person
from tests.factories.accounts import RoleGrantFactory

SIGN_IN_CHECK = "/sign-in/check/"


def session_key(browser: Client) -> str:
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


class TestSigningIn:
    def test_a_code_follows_the_password_and_one_gets_where_one_wanted(self, visitor, enrolled):
        asked = visitor.post(
            "/sign-in/?next=/account/", {"email": enrolled.email, "password": PASSWORD}
        )
        assert asked.url == f"{SIGN_IN_CHECK}?next=%2Faccount%2F"
        assert not is_signed_in(visitor)

        done = visitor.post(asked.url, {"code": code(enrolled.device)})

        assert done.url == "/account/"
        assert is_signed_in(visitor)

    def test_a_recovery_code_will_do(self, visitor, enrolled):
        sign_in(visitor, enrolled.email)

        visitor.post("/sign-in/recovery-code/", {"code": enrolled.codes[4]})

        assert is_signed_in(visitor)

    def test_a_wrong_code_is_said_beside_the_field_and_signs_nobody_in(self, visitor, enrolled):
        sign_in(visitor, enrolled.email)

        page = text_of(visitor.post(SIGN_IN_CHECK, {"code": wrong(enrolled.device)}))

        assert "This is not the code that your app shows now." in page
        assert '<a href="#id_code">' in page
        assert not is_signed_in(visitor)

    def test_the_session_gets_a_new_key_at_both_steps(self, visitor, enrolled):
        visitor.cookies[settings.SESSION_COOKIE_NAME] = "fixed-by-somebody-else-00000000"
        sign_in(visitor, enrolled.email)
        half = session_key(visitor)
        visitor.post(SIGN_IN_CHECK, {"code": code(enrolled.device)})

        assert half != "fixed-by-somebody-else-00000000"
        assert session_key(visitor) not in (half, "fixed-by-somebody-else-00000000")

    def test_half_a_sign_in_is_over_after_ten_minutes(self, visitor, enrolled, clock):
        sign_in(visitor, enrolled.email)
        clock.shift(601)

        answer = visitor.post(SIGN_IN_CHECK, {"code": code(enrolled.device)})

        assert answer.status_code == 410
        assert "You took too long" in text_of(answer)
        assert not is_signed_in(visitor)

    def test_nobody_does_the_second_step_without_the_first(self, visitor, enrolled):
        answer = visitor.post(SIGN_IN_CHECK, {"code": code(enrolled.device)})

        assert answer.status_code == 410
        assert not is_signed_in(visitor)

    def test_a_closed_account_gets_no_further(self, visitor, enrolled):
        sign_in(visitor, enrolled.email)
        type(enrolled).objects.filter(pk=enrolled.pk).update(is_active=False)

        visitor.post(SIGN_IN_CHECK, {"code": code(enrolled.device)})

        assert not is_signed_in(visitor)

    def test_the_visit_is_listed_once(self, visitor, enrolled):
        sign_in(visitor, enrolled.email)
        visitor.post(SIGN_IN_CHECK, {"code": code(enrolled.device)})

        assert Visit.objects.filter(user=enrolled).count() == 1
        assert Visit.objects.get(user=enrolled).session_key == session_key(visitor)


class TestStepUp:
    @pytest.mark.parametrize("path", ["app/", "codes/", "passkey/"])
    def test_five_minutes_after_the_last_proof_another_is_asked_for(
        self, visitor, enrolled, clock, path
    ):
        enter(visitor, enrolled, "totp")
        clock.shift(301)

        asked = visitor.get(f"/account/two-step/{path}")
        assert asked.url == f"/prove/?next=/account/two-step/{path}"
        done = visitor.post(asked.url, {"code": code(enrolled.device)})

        assert done.url == f"/account/two-step/{path}"
        assert visitor.get(done.url).status_code == 200

    def test_without_a_device_the_password_is_the_proof(self, visitor, ann, clock):
        enter(visitor, ann)
        clock.shift(301)
        asked = visitor.get("/account/two-step/app/")

        refused = text_of(visitor.post(asked.url, {"password": "not-my-password"}))
        done = visitor.post(asked.url, {"password": PASSWORD})

        assert "This is not your password." in refused
        assert done.url == "/account/two-step/app/"

    def test_the_password_is_no_proof_for_who_has_a_device(self, visitor, enrolled, clock):
        enter(visitor, enrolled, "totp")
        clock.shift(301)

        visitor.post("/prove/", {"password": PASSWORD})

        assert visitor.get("/account/two-step/codes/").status_code == 302

    def test_a_form_that_was_sent_too_late_is_not_carried_out(self, visitor, enrolled, clock):
        enter(visitor, enrolled, "totp")
        clock.shift(301)

        visitor.post(f"/account/two-step/app/{enrolled.device.pk}/remove/")

        assert has_second_factor(enrolled)


class TestHowLongASessionLasts:
    def test_a_caseworkers_is_over_after_half_an_hour_unused(self, visitor, portal, clock):
        enter(visitor, person(portal, "caseworker"))
        clock.shift(29 * 60)
        assert is_signed_in(visitor)
        clock.shift(29 * 60)
        assert is_signed_in(visitor)
        clock.shift(31 * 60)

        assert not is_signed_in(visitor)

    def test_and_after_twelve_hours_however_busy(self, visitor, portal, clock):
        enter(visitor, person(portal, "practice_manager"))
        for _quarter in range(47):
            clock.shift(15 * 60)
            assert is_signed_in(visitor)
        clock.shift(16 * 60)

        assert not is_signed_in(visitor)

    def test_a_members_lasts_two_weeks_unused(self, visitor, portal, clock):
        enter(visitor, person(portal, "member"))
        clock.shift(13 * 86_400)
        assert is_signed_in(visitor)
        clock.shift(15 * 86_400)

        assert not is_signed_in(visitor)

    def test_a_role_that_is_given_shortens_the_session_in_hand(self, visitor, ann, clock):
        enter(visitor, ann, "totp")
        RoleGrantFactory(user=ann, role="caseworker")
        clock.shift(31 * 60)

        assert not is_signed_in(visitor)


class TestLostDevices:
    def test_the_page_for_them_needs_no_sign_in(self, visitor):
        assert "recovery codes" in text_of(visitor.get("/sign-in/lost-device/"))

    def test_two_managers_reset_and_the_person_enrols_again(
        self, portal, clock, client_for, enrolled
    ):
        RoleGrantFactory(user=enrolled, role="clerk")
        boss, manager = (
            client_for(portal, role) for role in ("portal_administrator", "practice_manager")
        )
        boss.post(f"/team/lost-devices/ask/{enrolled.uuid}/", {"reason": "Met her at the desk"})
        page = text_of(manager.get("/team/lost-devices/"))
        assert "Met her at the desk" in page
        agree = re.search(r"/team/lost-devices/\d+/agree/", page)[0]
        assert agree not in text_of(boss.get("/team/lost-devices/"))

        manager.post(agree)

        hers = Client(HTTP_HOST=portal.primary_domain)
        assert sign_in(hers, enrolled.email).url == "/"
        assert hers.get("/").url == "/account/two-step/"
        assert not second_factors_of(enrolled)
