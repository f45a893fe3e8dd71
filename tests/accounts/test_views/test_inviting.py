"""Inviting by a list, and the links of invitations."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Invitation, Locality
from tests.accounts.test_views.conftest import text_of
from tests.factories.accounts import InvitationFactory, UserFactory

LIST = "name,email,role\nAnn,ann@example.org,Editor\nBen,ben@example.org,Clerk\n"
MANY = "/team/invite/many/"


class TestManyInvitations:
    def test_a_list_is_shown_first_and_sent_when_confirmed(self, boss, commits):
        page = text_of(boss.post(MANY, {"text": LIST}))
        assert "ann@example.org" in page
        assert "Send 2 invitations" in page
        assert not Invitation.objects.exists()
        answer = boss.post(MANY, {"text": LIST, "send": "1"}, follow=True)
        assert "2 people are invited." in text_of(answer)
        assert Invitation.objects.count() == 2

    def test_a_file_is_read_and_its_text_kept(self, boss):
        file = SimpleUploadedFile("people.csv", ("\ufeff" + LIST).encode())
        page = text_of(boss.post(MANY, {"file": file}))
        assert "Send 2 invitations" in page
        assert "Ben,ben@example.org,Clerk" in page

    @pytest.mark.parametrize("send", [{}, {"send": "1"}])
    def test_what_is_wrong_is_named_by_line_nothing_is_sent_and_all_is_kept(self, boss, send):
        UserFactory(email="ann@example.org", roles=["editor"], display_name="Ann")
        text = LIST + "Cy,cy@example.org,Nobody\n"
        page = text_of(boss.post(MANY, {"text": text, **send}))
        assert "Line 2: Ann has this role already." in page
        assert "Line 4: “Nobody” is no role here." in page
        assert "Cy,cy@example.org,Nobody" in page
        assert "Send 2" not in page
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "Choose a file, or paste the list"),
            (b"name,email,role\nSi\x81n,s@example.org,Editor", "Save it as"),
            (b"name,email,role\nSi?n,s@example.org,Editor", "A letter of “Si?n” was lost."),
            (b"PK\x03\x04\x00\x00", "This is a spreadsheet and not a CSV file"),
            (b"x" * 200_001, "too large"),
        ],
    )
    def test_a_bad_file_is_refused_in_words(self, boss, data, words):
        page = text_of(boss.post(MANY, {"file": SimpleUploadedFile("people.csv", data)}))
        assert words in page

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"])
    def test_the_files_of_spreadsheets_are_read(self, boss, encoding):
        data = "name;email;role\nSiân Ó’Hara;s@example.org;Editor".encode(encoding)
        page = text_of(boss.post(MANY, {"file": SimpleUploadedFile("people.csv", data)}))
        assert "Siân Ó’Hara<br>" in page
        assert "<title>Invite many people" in page

    @pytest.mark.parametrize("text", [LIST + "Cy,cy@example.org,Nobody\n", "nonsense", ""])
    def test_the_title_says_first_that_there_is_an_error(self, boss, text):
        assert "<title>Error: Invite many people" in text_of(boss.post(MANY, {"text": text}))

    def test_it_is_said_how_many_wait_for_a_second_person(self, boss):
        held = "Ann,ann@example.org,Caseworker\n"
        words = {
            held: "1 invitation goes out when a practice manager has agreed to it.",
            held + "Ben,ben@example.org,Clerk\n": "1 person is invited. The e-mail goes out",
        }
        for lines, said in words.items():
            Invitation.objects.all().delete()
            text = "name,email,role\n" + lines
            page = text_of(boss.post(MANY, {"text": text, "send": "1"}, follow=True))
            assert said in page
            assert "1 invitation goes out when" in page
            assert "2 people" not in page

    def test_markup_in_a_list_is_shown_as_text(self, boss):
        text = "name,email,role\n<script>x</script>,a@example.org,Editor"
        assert "<script>x" not in text_of(boss.post(MANY, {"text": text}))

    def test_expired_ones_are_sent_again_with_one_button(self, portal, client_for):
        old = InvitationFactory()
        with time_machine.travel(old.expires_at + timedelta(minutes=1)):
            boss = client_for(portal, "portal_administrator")
            assert "1 invitation has expired" in text_of(boss.get("/team/invitations/"))
            page = text_of(boss.post("/team/invitations/resend-expired/", follow=True))
        assert "1 invitation is on its way again." in page


class TestInvitationLinks:
    def test_an_old_one_says_whom_to_ask(self, visitor, admin):
        old = InvitationFactory(token="abc", invited_by=admin)
        with time_machine.travel(old.expires_at):
            page = text_of(visitor.get("/invitation/abc/"))
        assert f"Ask {admin}, who invited you, for a new link." in page
        assert "A link works once and for 14 days." in page

    def test_an_unknown_one_says_it_too(self, visitor):
        page = text_of(visitor.get("/invitation/zzz/"))
        assert "Ask the person who invited you for a new link." in page

    def test_the_page_shows_what_the_role_is_limited_to(self, visitor):
        east = Locality.objects.get(name="East")
        InvitationFactory(
            token="abc", role="caseworker", scope_kind="locality", scope_key=str(east.pk)
        )
        assert "Locality: East" in text_of(visitor.get("/invitation/abc/"))
