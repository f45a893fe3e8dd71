"""Apps, passkeys and codes set up as people do it, in a browser without JavaScript."""

import re

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import RoleGrant
from accounts.services.second_factors import MOST, has_second_factor
from tests.accounts.test_second_factors.conftest import code, wrong
from tests.accounts.test_views.conftest import is_signed_in, text_of
from tests.conftest import enter
from tests.factories.accounts import RoleGrantFactory

KEY = re.compile(r'casement-key">([A-Z2-7 ]+)<')
CODES = re.compile(r"<code>(\d\d-\w{5}-\w{5})</code>")


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


def test_a_role_that_begins_takes_enrolment_before_anything_else(visitor, ann, clock):
    enter(visitor, ann)
    grant = RoleGrantFactory(user=ann, role="clerk")

    assert visitor.get("/account/").url == "/account/two-step/"

    RoleGrant.objects.filter(pk=grant.pk).update(ends_at=grant.starts_at)
    assert visitor.get("/account/").status_code == 200
