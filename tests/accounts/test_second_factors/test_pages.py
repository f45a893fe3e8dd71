"""Two-step verification as people use it, in a browser without JavaScript."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.demonstration import PASSWORD
from accounts.models import RoleGrant, Visit
from accounts.services.second_factors import MOST, has_second_factor, second_factors_of
from tests.accounts.test_second_factors.conftest import code, wrong
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.conftest import enter, person
from tests.factories.accounts import RoleGrantFactory

SIGN_IN_CHECK = "/sign-in/check/"
KEY = re.compile(r'casement-key">([A-Z2-7 ]+)<')
CODES = re.compile(r"<code>(\d\d-\w{5}-\w{5})</code>")


@pytest.fixture
def visitor(portal):
    return Client(HTTP_HOST=portal.primary_domain)


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


class TestSettingUp:
    def test_somebody_sets_up_an_app_and_sees_ten_codes_once(self, visitor, ann):
        enter(visitor, ann)
        page = text_of(visitor.get("/account/two-step/app/"))
        shown = KEY.search(page)[1].replace(" ", "")
        device = TOTPDevice.objects.get(user=ann)
        assert shown
        assert "<svg" in page

        done = visitor.post("/account/two-step/app/", {"code": code(device), "name": "Phone"})

        assert len(CODES.findall(text_of(done))) == 10
        assert "no-store" in done["Cache-Control"]
        assert is_signed_in(visitor)
        assert "10 left" in text_of(visitor.get("/account/two-step/"))
        assert CODES.findall(text_of(visitor.get("/account/two-step/"))) == []

    def test_a_wrong_first_code_keeps_the_key_and_the_name(self, visitor, ann):
        enter(visitor, ann)
        first = KEY.search(text_of(visitor.get("/account/two-step/app/")))[1]
        device = TOTPDevice.objects.get(user=ann)

        sent = {"code": wrong(device), "name": "My phone"}
        page = text_of(visitor.post("/account/two-step/app/", sent))

        assert KEY.search(page)[1] == first
        assert 'value="My phone"' in page
        assert "This is not the code" in page

    def test_a_form_that_is_sent_after_the_fifth_app_is_refused_in_words(self, visitor, ann):
        enter(visitor, ann)
        for _ in range(MOST):
            TOTPDevice.objects.create(user=ann, name="App")
        for answer in (
            visitor.get("/account/two-step/app/", follow=True),
            visitor.post("/account/two-step/app/", {"code": "123456"}, follow=True),
        ):
            assert "Prove who you are with a device that you have first." in text_of(answer)

    def test_the_key_names_the_portal_and_the_person(self, visitor, ann):
        enter(visitor, ann)

        page = text_of(visitor.get("/account/two-step/app/"))

        assert "otpauth://totp/North%20Parents%3Aann%40example.org" in page

    def test_other_browsers_are_signed_out_and_this_one_stays(self, visitor, ann, portal):
        elsewhere = Client(HTTP_HOST=portal.primary_domain)
        enter(elsewhere, ann)
        enter(visitor, ann)
        visitor.get("/account/two-step/app/")
        visitor.post(
            "/account/two-step/app/", {"code": code(TOTPDevice.objects.get(user=ann)), "name": ""}
        )

        assert is_signed_in(visitor)
        assert not is_signed_in(elsewhere)

    def test_a_device_is_removed_after_a_question(self, visitor, enrolled):
        enter(visitor, enrolled, "totp")
        path = f"/account/two-step/app/{enrolled.device.pk}/remove/"
        assert "will no longer sign you in" in text_of(visitor.get(path))

        visitor.post(path)

        assert not has_second_factor(enrolled)
        assert is_signed_in(visitor)

    def test_new_codes_are_made_on_request(self, visitor, enrolled):
        enter(visitor, enrolled, "totp")

        page = text_of(visitor.post("/account/two-step/codes/"))

        assert len(CODES.findall(page)) == 10
        assert set(CODES.findall(page)).isdisjoint(enrolled.codes)

    def test_the_codes_that_are_shown_can_be_downloaded_and_are_kept_nowhere(
        self, visitor, enrolled, portal
    ):
        enter(visitor, enrolled, "totp")
        page = visitor.post("/account/two-step/codes/").content.decode()
        sent = re.findall(r'name="code" value="([^"]+)"', page)
        kept = dict(visitor.session)

        file = visitor.post("/account/two-step/codes/file/", {"code": sent})

        assert sent == CODES.findall(page)
        assert file["Content-Type"] == "text/plain; charset=utf-8"
        assert 'attachment; filename="recovery-codes-north.txt"' in file["Content-Disposition"]
        assert "no-store" in file["Cache-Control"]
        lines = file.content.decode().splitlines()
        assert [line for line in lines if line in sent] == sent
        assert portal.name in lines[0]
        assert enrolled.email not in file.content.decode()
        assert {**visitor.session, "seen": None} == {**kept, "seen": None}

    @pytest.mark.parametrize(
        "sent",
        [
            [],
            ["01-abcde-fghjk"],
            ["01-abcde-fghjk"] * 11,
            ["01-abcde-fghjk"] * 9 + ["<script>alert(1)</script>"],
            ["01-abcde-fghjk"] * 9 + ["01-abcde-fghjk\nmore"],
        ],
    )
    def test_what_is_no_list_of_codes_is_given_back_to_nobody(self, visitor, enrolled, sent):
        enter(visitor, enrolled, "totp")
        answer = visitor.post("/account/two-step/codes/file/", {"code": sent}, follow=True)
        assert "These are no recovery codes" in text_of(answer)

    def test_the_file_is_never_read_by_a_link(self, visitor, enrolled):
        enter(visitor, enrolled, "totp")
        assert visitor.get("/account/two-step/codes/file/").status_code == 405


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


def test_a_role_that_begins_takes_enrolment_before_anything_else(visitor, ann, clock):
    enter(visitor, ann)
    grant = RoleGrantFactory(user=ann, role="clerk")

    assert visitor.get("/account/").url == "/account/two-step/"

    RoleGrant.objects.filter(pk=grant.pk).update(ends_at=grant.starts_at)
    assert visitor.get("/account/").status_code == 200
