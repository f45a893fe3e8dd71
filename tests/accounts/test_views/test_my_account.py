"""My account, page by page, as a browser without scripts goes through it."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.demonstration import PASSWORD
from accounts.models import LedgerEntry, User
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.conftest import person
from tests.factories.accounts import UserFactory


class TestHub:
    def test_it_leads_to_every_part(self, editor):
        page = text_of(editor.get("/account/"))
        parts = ("details", "email", "password", "sessions", "data", "leave")
        for part in parts:
            assert f'href="/account/{part}/"' in page

    def test_a_part_without_a_page_is_left_out(self, editor, monkeypatch):
        monkeypatch.setattr("accounts.views.hub.reverse", _no_page)
        page = text_of(editor.get("/account/"))
        assert "Two-step verification" not in page
        assert "editor@north.example" in page

    def test_roles_show_since_and_until_when_and_those_to_come(self, portal, admin, client_for):
        from accounts.services import give_role

        ann = UserFactory()
        now = timezone.now()
        give_role(actor=admin, person=ann, role="author", ends_at=now + timedelta(days=9))
        give_role(actor=admin, person=ann, role="chair", starts_at=now + timedelta(days=3))
        browser = Client(HTTP_HOST=portal.primary_domain)
        browser.force_login(ann)
        page = text_of(browser.get("/account/"))
        days = [timezone.localtime(now + timedelta(days=n)) for n in (0, 9, 3)]
        since, until, begins = (f"{day:%-d %B %Y}" for day in days)
        assert f"since {since} until {until}" in page
        assert f"from {begins}" in page

    def test_one_language_is_no_choice(self, editor, portal):
        assert "Language" not in text_of(editor.get("/account/"))
        assert "id_language" not in text_of(editor.get("/account/details/"))
        portal.languages = ["en", "cy"]
        portal.save()
        assert "Cymraeg" in text_of(editor.get("/account/details/"))

    def test_a_name_of_the_team_is_refused_beside_its_field(self, editor):
        typed = {"display_name": "M0derator", "full_name": "Edith"}
        page = text_of(editor.post("/account/details/", typed))
        assert '<a href="#id_display_name">This name looks like that of a role' in page
        assert 'value="M0derator"' in page
        assert 'value="Edith"' in page

    def test_a_language_of_no_page_here_is_refused(self, editor, portal):
        portal.languages = ["en", "cy"]
        portal.save()
        typed = {"display_name": "Edith", "full_name": "", "language": "fr"}
        assert "Choose one of the answers to" in text_of(editor.post("/account/details/", typed))

    def test_the_platforms_host_has_all_of_it(self, platform_client):
        paths = ("", "details/", "email/", "password/", "sessions/", "data/", "leave/")
        for path in paths:
            assert platform_client.get(f"/account/{path}").status_code == 200


def _no_page(name):
    from django.urls import NoReverseMatch, reverse

    if name in ("accounts:two_factor", "accounts:notification_choices"):
        raise NoReverseMatch
    return reverse(name)


class TestData:
    def test_it_is_read_and_taken_away(self, editor):
        assert "editor@north.example" in text_of(editor.get("/account/data/"))
        answer = editor.post("/account/data/download/")
        assert answer["Content-Type"] == "application/zip"
        assert "attachment" in answer["Content-Disposition"]
        assert "your-data-north-" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
            assert archive.namelist() == ["your-data.json", "your-data.html"]
            assert b"editor@north.example" in archive.read("your-data.json")

    def test_a_list_of_contents_leads_to_sections_that_open_without_a_script(self, editor):
        page = editor.get("/account/data/").content.decode()
        assert page.count("<details") == page.count('href="?open=') > 2
        assert re.findall(r'id="section-(\d+)" open', page) == ["1"]
        page = editor.get("/account/data/?open=2").content.decode()
        assert re.findall(r'id="section-(\d+)" open', page) == ["2"]

    @pytest.mark.parametrize("asked", ["x", "-1", "²", "9" * 5000, ""])
    def test_an_address_that_asks_for_no_section_opens_the_first(self, editor, asked):
        page = editor.get("/account/data/", {"open": asked}).content.decode()
        assert 'id="section-1" open' in page

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_taking_it_away_needs_a_fresh_proof(self, editor, settings, method):
        settings.STEP_UP_URL = "/prove/"
        with time_machine.travel(timezone.now() + timedelta(minutes=6)):
            answer = getattr(editor, method)("/account/data/download/")
        assert answer.url == "/prove/?next=/account/data/download/"

    def test_nobody_reads_it(self, visitor):
        assert visitor.get("/account/data/").status_code == 302
        assert visitor.post("/account/data/download/").status_code == 302


class TestLeaving:
    TYPED = {"password": PASSWORD, "sure": "on"}

    def test_leaving_signs_out_and_closes_the_account(self, editor, client_for, portal):
        elsewhere = client_for(portal, "editor")
        assert "this cannot be undone" in text_of(editor.get("/account/leave/"))
        page = text_of(editor.post("/account/leave/", self.TYPED, follow=True))
        assert "You have left" in page
        assert not is_signed_in(editor)
        assert not is_signed_in(elsewhere)
        assert not User.objects.filter(email="editor@north.example").exists()
        assert "is not right" in text_of(sign_in(elsewhere, "editor@north.example"))

    def test_what_the_page_says_of_the_ledger_holds(self, portal, client_for):
        ann = UserFactory(display_name="Ann Other", email="ann@people.example")
        browser = client_for(portal)
        sign_in(browser, ann.email)
        page = text_of(browser.get("/account/leave/"))
        assert "What goes at once" in page
        assert "keep the name that you had then" in page
        names = {"display_name": "Ann Another", "full_name": "", "language": "en"}
        browser.post("/account/details/", names)
        browser.post("/account/leave/", self.TYPED)
        made = LedgerEntry.objects.filter(actor_uuid=ann.uuid).order_by("number")
        assert [entry.actor_label for entry in made] == ["Ann Another", "A former member"]
        assert ann.email not in str(list(made.values()))
        assert "Ann" not in str(User.objects.get(pk=ann.pk))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"password": PASSWORD}, "Tick the box if you want to leave."),
            ({"password": "wrong", "sure": "on"}, "This is not your password."),
            ({}, "Enter a password."),
        ],
    )
    def test_it_takes_the_password_and_the_box(self, editor, typed, said):
        assert said in text_of(editor.post("/account/leave/", typed))
        assert is_signed_in(editor)

    def test_the_last_administrator_reads_what_to_do_first(self, boss):
        page = text_of(boss.get("/account/leave/"))
        assert "You cannot leave yet." in page
        assert "Portal administrator" in page
        assert "id_password" not in page
        assert is_signed_in(boss)
        page = text_of(boss.post("/account/leave/", self.TYPED))
        assert "You cannot leave yet." in page
        assert is_signed_in(boss)

    def test_the_team_page_works_after_somebody_left(self, portal, boss, client_for):
        page = person(portal, "editor")
        client_for(portal, "editor").post("/account/leave/", self.TYPED)
        assert page.email not in text_of(boss.get("/team/"))
