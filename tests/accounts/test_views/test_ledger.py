"""The auditor's pages (A11)."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts import ledger
from accounts.ledger.checking import Checked
from accounts.models import ChainCheck, LedgerEntry
from accounts.tasks import run_chain_check
from accounts.verbs import Verb
from tenants.platform import PLATFORM
from tests.accounts.test_verify_ledger import tamper
from tests.accounts.test_views.conftest import text_of
from tests.conftest import person
from tests.factories.accounts import UserFactory


def record(**changes):
    return ledger.record(**{"actor": None, "verb": Verb.ROLE_GIVEN, **changes})


@pytest.fixture
def auditor(portal, client_for):
    return client_for(portal, "auditor")


@pytest.fixture
def ann(portal):
    return UserFactory(display_name="Ann Otter")


def downloaded(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class TestTheList:
    def test_it_says_in_words_who_did_what_newest_first(self, auditor, ann):
        record(actor=ann, verb=Verb.PLACES_CHANGED)
        record(actor=ann, subject=UserFactory(display_name="Bob Basil"))
        page = text_of(auditor.get("/ledger/"))
        assert "Gave a role" in page
        assert "Bob Basil" in page
        assert page.index("Gave a role</td>") < page.index("Changed the localities or schools</td>")
        assert "Only these entries are shown" not in page

    def test_filters_stay_in_the_form_and_in_the_links(self, auditor, ann):
        for _ in range(51):
            record(actor=ann)
        record()
        page = text_of(auditor.get("/ledger/?who=otter&what=accounts.role_given"))
        assert 'value="otter"' in page
        assert "Ann Otter" in page
        assert "command line</strong>" not in page
        assert "<li>What was done: Gave a role</li><li>Who did it: otter</li>" in page
        assert "/ledger/ledger.csv?who=otter&amp;what=accounts.role_given" in page
        older = auditor.get("/ledger/?who=otter").context["older_url"]
        assert older.startswith("/ledger/?who=otter&below=")
        assert len(auditor.get(older).context["lines"]) == 1

    def test_what_cannot_be_read_is_named_and_shows_nothing(self, auditor):
        page = text_of(auditor.get("/ledger/?since_day=31&since_month=2&since_year=2026"))
        assert "Enter a real date, such as 27 3 2026." in page
        assert "We could not read what you are looking for" in page
        assert 'value="31"' in page

    @pytest.mark.parametrize(
        ("query", "text"),
        [
            ("who=nobody-of-that-name", "No entry matches"),
            ("below=1", "The list ends here"),
            ("below=x&above=99999999999999999999", "Entries, newest first"),
            ("what=accounts.no_such_thing", "We could not read"),
        ],
    )
    def test_an_odd_address_gets_a_plain_answer(self, auditor, query, text):
        assert text in text_of(auditor.get(f"/ledger/?{query}"))

    @pytest.mark.parametrize("query", ["", "?below=40", "?above=2", "?who=a&about=b"])
    def test_any_page_takes_ten_queries_at_most(self, auditor, ann, query):
        from django.test.utils import CaptureQueriesContext

        for _ in range(60):
            record(actor=ann, subject=ann)
        auditor.get("/ledger/")
        with CaptureQueriesContext(connection) as asked:
            assert auditor.get(f"/ledger/{query}").status_code == 200
        own = [q["sql"] for q in asked if "search_path" not in q["sql"]]
        assert len(own) <= 10
        assert not any("OFFSET" in sql for sql in own)

    @pytest.mark.parametrize("role", ["portal_administrator", "practice_manager", "editor"])
    def test_those_it_is_about_do_not_read_it(self, portal, client_for, role):
        for path in ("/ledger/", "/ledger/1/", "/ledger/999999/", "/ledger/check/"):
            assert client_for(portal, role).get(path).status_code == 403

    def test_operators_read_the_platforms(self, platform_client):
        page = text_of(platform_client.get("/ledger/"))
        assert "Portal created" in page
        assert platform_client.get("/ledger/1/").status_code == 200
        assert "/ledger/" in text_of(platform_client.get("/account/"))

    def test_auditors_find_it_from_every_page(self, auditor, boss):
        assert 'href="/ledger/"' in text_of(auditor.get("/account/"))
        assert 'href="/ledger/"' not in text_of(boss.get("/account/"))


class TestOneEntry:
    def test_it_shows_its_detail_and_both_hashes(self, auditor, ann):
        before = record()
        entry = record(actor=ann, subject=ann, detail={"role": "clerk"})
        page = text_of(auditor.get(f"/ledger/{entry.number}/"))
        for text in ("Ann Otter: Gave a role", "Role", "Clerk", entry.hash, before.hash):
            assert text in page
        assert "the entry follows from the one before" in page
        assert f'href="/ledger/{before.number}/"' in page

    def test_the_first_one_begins_the_chain(self, auditor):
        assert "the first of the chain" in text_of(auditor.get("/ledger/1/"))

    def test_an_altered_one_is_called_so(self, auditor):
        number = record().number
        record()
        tamper(f"UPDATE accounts_ledgerentry SET actor_label = 'Eve' WHERE number = {number}")
        assert "it was altered" in text_of(auditor.get(f"/ledger/{number}/"))

    def test_one_after_a_gap_is_called_so(self, auditor):
        number = record().number
        tamper(f"DELETE FROM accounts_ledgerentry WHERE number = {number - 1}")
        assert "something was altered or is missing" in text_of(auditor.get(f"/ledger/{number}/"))

    def test_a_number_without_an_entry_is_not_found(self, auditor):
        assert auditor.get("/ledger/999999/").status_code == 404

    def test_what_is_written_in_it_is_text(self, auditor):
        entry = record(detail={"<b>x</b>": "<script>alert(1)</script>"})
        assert "<script>alert" not in text_of(auditor.get(f"/ledger/{entry.number}/"))


class TestTheDownload:
    def test_it_holds_what_was_found_and_is_recorded(self, auditor, ann, ledger_since):
        record(actor=ann, detail={"role": "clerk"})
        record()
        answer = auditor.get("/ledger/ledger.csv?who=otter")
        assert answer["Content-Type"].startswith("text/csv")
        assert 'filename="ledger-north-' in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
        (row,) = downloaded(answer)
        assert (row["Who"], row["Detail"]) == ("Ann Otter", "Role: Clerk")
        written = LedgerEntry.objects.last()
        assert written.verb == "accounts.ledger_exported"
        assert written.detail == {"who": "otter"}
        assert ledger_since()[-1] == "accounts.ledger_exported"

    def test_a_name_cannot_begin_a_formula(self, auditor):
        record(actor=UserFactory(display_name="=HYPERLINK(1)"))
        (row,) = downloaded(auditor.get("/ledger/ledger.csv?who=HYPERLINK"))
        assert row["Who"] == "'=HYPERLINK(1)"

    def test_all_of_a_long_ledger_comes_in_order(self, auditor, ann, monkeypatch):
        monkeypatch.setattr("accounts.ledger.checking.CHUNK", 4)
        for _ in range(9):
            record(actor=ann)
        numbers = [int(row["Number"]) for row in downloaded(auditor.get("/ledger/ledger.csv"))]
        assert numbers == list(range(1, LedgerEntry.objects.count()))

    def test_it_asks_for_a_fresh_proof(self, auditor, settings):
        settings.STEP_UP_URL = "accounts:sign_in"
        with time_machine.travel(timezone.now() + timedelta(minutes=6)):
            answer = auditor.get("/ledger/ledger.csv?who=otter")
        assert answer.status_code == 302
        assert answer["Location"].endswith("next=/ledger/ledger.csv%3Fwho%3Dotter")

    def test_an_address_that_cannot_be_read_leads_back_to_the_form(self, auditor, ledger_since):
        answer = auditor.get("/ledger/ledger.csv?since_day=x")
        assert answer["Location"] == "/ledger/?since_day=x"
        assert ledger_since() == []


class TestTheCheck:
    def start(self, browser):
        return browser.post("/ledger/check/", follow=True)

    def run(self):
        run_chain_check(check=ChainCheck.objects.latest("pk").pk)

    def test_it_runs_in_the_worker_and_the_page_shows_how_far_it_is(self, portal, auditor):
        answer = self.start(auditor)
        assert "The check is about to begin" in text_of(answer)
        assert answer["Refresh"] == "5"
        ChainCheck.objects.update(checked=3, total=10)
        page = text_of(auditor.get("/ledger/check/"))
        assert 'max="10" value="3"' in page
        assert "3 of 10 entries read." in page
        self.run()
        answer = auditor.get("/ledger/check/")
        assert "Refresh" not in answer
        assert "entries are as they were written." in text_of(answer)
        assert f"Asked for by {person(portal, 'auditor')}" in text_of(answer)

    def test_the_work_says_how_far_it_is_while_it_goes_on(self, auditor, monkeypatch):
        monkeypatch.setattr("accounts.tasks.CHUNK", 3)
        seen = []

        def watched(entries):
            for _ in entries:
                seen.append(ChainCheck.objects.get().checked)
            return Checked([], 9, "")

        monkeypatch.setattr("accounts.tasks.check_chain", watched)
        for _ in range(8):
            record()
        self.start(auditor)
        self.run()
        assert seen[:7] == [0, 0, 3, 3, 3, 6, 6]

    def test_looking_again_can_be_stopped(self, auditor):
        self.start(auditor)
        answer = auditor.get("/ledger/check/?still=1")
        assert "Refresh" not in answer
        assert "See how far it is" in text_of(answer)

    def test_what_is_wrong_is_said_in_plain_words(self, auditor):
        record()
        tamper("UPDATE accounts_ledgerentry SET actor_label = 'Mallory' WHERE number = 2")
        self.start(auditor)
        self.run()
        page = text_of(auditor.get("/ledger/check/"))
        assert "Something is wrong" in page
        assert "Entry 2: altered. Its content does not match its hash." in page

    def test_the_result_is_in_the_ledger(self, auditor):
        self.start(auditor)
        last = LedgerEntry.objects.last()
        self.run()
        entry = LedgerEntry.objects.last()
        assert entry.verb == "accounts.ledger_checked"
        assert entry.detail == {
            "right": True,
            "last_entry": last.number,
            "last_hash": last.hash,
            "faults": 0,
        }

    def test_two_at_once_are_one(self, auditor):
        self.start(auditor)
        self.start(auditor)
        assert ChainCheck.objects.count() == 1

    def test_one_that_broke_off_does_not_stand_in_the_way(self, auditor):
        self.start(auditor)
        ChainCheck.objects.update(asked_at=timezone.now() - timedelta(hours=2))
        assert "Check the ledger now" in text_of(auditor.get("/ledger/check/"))
        self.start(auditor)
        assert ChainCheck.objects.count() == 2

    def test_the_platform_has_one_too(self, platform_client, in_portal):
        self.start(platform_client)
        with in_portal(PLATFORM):
            self.run()
        assert "entries are as they were written." in text_of(platform_client.get("/ledger/check/"))
