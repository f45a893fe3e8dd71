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
from accounts.models import EmailChange, LedgerEntry, User, Visit
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.conftest import person
from tests.factories.accounts import UserFactory, VisitFactory

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:125.0) Gecko/20100101 Firefox/125.0"
WISH = {"email": "new@people.example", "password": PASSWORD}


@pytest.fixture
def editor(portal, client_for):
    return client_for(portal, "editor")


def links_of(message) -> list[str]:
    """Return the paths in a mail."""
    words = [word for word in message.body.split() if word.startswith("http")]
    return ["/" + word.split("/", 3)[3] for word in words if word.count("/") > 3]


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
        assert "Select a valid choice" in text_of(editor.post("/account/details/", typed))

    def test_the_platforms_host_has_all_of_it(self, platform_client):
        paths = ("", "details/", "email/", "password/", "sessions/", "data/", "leave/")
        for path in paths:
            assert platform_client.get(f"/account/{path}").status_code == 200


def _no_page(name):
    from django.urls import NoReverseMatch, reverse

    if name in ("accounts:two_factor", "accounts:notification_choices"):
        raise NoReverseMatch
    return reverse(name)


class TestEmail:
    @pytest.fixture
    def mails(self, editor, commits, outbox):
        with commits():
            page = text_of(editor.post("/account/email/", WISH, follow=True))
        assert "We have sent two e-mails." in page
        assert "waiting for you to follow the link" in page
        return {message.to[0]: links_of(message) for message in outbox}

    def test_from_the_form_over_both_mailboxes_to_another_address(
        self, portal, editor, mails, visitor, client_for
    ):
        elsewhere = client_for(portal, "editor")
        (from_new,) = mails["new@people.example"]
        from_old = mails["editor@north.example"][-1]
        assert "new@people.example" in text_of(visitor.get(from_new))
        page = text_of(visitor.post(from_new, follow=True))
        assert "One more link to follow" in page
        assert "confirmed" in text_of(editor.get("/account/email/"))
        assert "editor@north.example" in text_of(editor.get("/account/"))
        page = text_of(editor.post(from_old, follow=True))
        assert "Your e-mail address is changed" in page
        assert is_signed_in(editor)
        assert not is_signed_in(elsewhere)
        assert "new@people.example" in text_of(editor.get("/account/"))
        assert Visit.objects.filter(session_key=editor.session.session_key).exists()
        assert sign_in(visitor, "new@people.example").status_code == 302

    def test_opening_a_link_changes_nothing(self, mails, visitor):
        for path in [*mails["new@people.example"], *mails["editor@north.example"]]:
            assert visitor.get(path).status_code == 200
        change = EmailChange.objects.get()
        assert (change.old_confirmed_at, change.new_confirmed_at) == (None, None)
        assert change.withdrawn_at is None

    def test_this_was_not_me(self, editor, mails, visitor):
        stop = mails["editor@north.example"][0]
        assert "Was this not you?" in text_of(visitor.get(stop))
        page = text_of(visitor.post(stop, follow=True))
        assert "The change is stopped" in page
        assert "/new-password/" in page
        assert not is_signed_in(editor)
        for path in (stop, *mails["new@people.example"]):
            assert visitor.post(path).status_code == 410

    def test_it_is_taken_back_on_the_account_page(self, editor, mails, visitor):
        page = text_of(editor.post("/account/email/withdraw/", follow=True))
        assert "Your e-mail address stays as it is." in page
        assert visitor.get(mails["new@people.example"][0]).status_code == 410
        page = text_of(editor.post("/account/email/withdraw/", follow=True))
        assert "There is no change to take back." in page

    def test_a_wrong_password_keeps_the_address_that_was_typed(self, editor):
        page = text_of(editor.post("/account/email/", {**WISH, "password": "wrong"}))
        assert '<a href="#id_password">This is not your password.</a>' in page
        assert 'value="new@people.example"' in page

    def test_the_answer_is_the_same_for_an_address_in_use(self, portal, client_for):
        UserFactory(email="taken@people.example")
        answers = []
        for role, email in (("editor", "taken@people.example"), ("author", "free@people.example")):
            answer = client_for(portal, role).post(
                "/account/email/", {**WISH, "email": email}, follow=True
            )
            answers.append((answer.status_code, answer.redirect_chain))
            assert "We have sent two e-mails." in text_of(answer)
        assert answers[0] == answers[1]

    @pytest.mark.parametrize("word", ["confirm", "stop"])
    def test_a_made_up_link_is_refused_in_words(self, visitor, word):
        answer = visitor.get(f"/email/{word}/nonsense/")
        assert answer.status_code == 410
        assert "This link does not work" in text_of(answer)


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
