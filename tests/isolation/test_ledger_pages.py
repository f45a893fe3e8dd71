"""The auditor's pages, downloads and checks: each shows one portal's ledger and no other's."""

import csv
import io

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.ledger import record
from accounts.models import ChainCheck, LedgerEntry, Throttle
from accounts.tasks import run_chain_check
from accounts.throttling import TooMany, check, fail, may_send
from accounts.verbs import Verb
from tenants.current import portal_context
from tenants.platform import PLATFORM
from tests.conftest import enter
from tests.isolation.conftest import EVERYWHERE, is_nobody, signed_in
from tests.isolation.test_tasks import run_worker

PATHS = ("/ledger/", "/ledger/1/", "/ledger/ledger.csv", "/ledger/check/")
WHO = (EVERYWHERE, "127.0.0.1")


def write(place, name: str) -> LedgerEntry:
    with portal_context(place), transaction.atomic():
        return record(actor=None, verb=Verb.PROFILE_CHANGED, detail={"of": name})


@pytest.fixture
def auditors(north, south, person_in):
    """The same person reads the ledger of both portals, and of the platform as an operator."""
    browsers = {}
    for place, role in ((north, "auditor"), (south, "auditor"), (PLATFORM, "operator")):
        somebody = person_in(place, role)
        browsers[place.slug] = Client(HTTP_HOST=place.primary_domain)
        with portal_context(place):
            enter(browsers[place.slug], somebody)
    return browsers


def body(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def test_an_entry_shows_in_its_own_ledger_alone(north, south, auditors):
    entry = write(north, "only in the north")
    path = f"/ledger/{entry.number}/"

    assert "only in the north" in body(auditors["north"].get(path))
    for elsewhere in ("south", ""):
        assert "only in the north" not in body(auditors[elsewhere].get(path))
        assert entry.hash not in body(auditors[elsewhere].get(path))


def test_a_download_holds_one_ledger_though_it_is_drawn_later_and_elsewhere(north, south, auditors):
    write(north, "only in the north")
    answers = {slug: auditors[slug].get("/ledger/ledger.csv") for slug in ("north", "south", "")}

    with portal_context(south):
        files = {slug: body(answer) for slug, answer in answers.items()}

    assert "only in the north" in files["north"]
    assert "only in the north" not in files["south"] + files[""]
    with portal_context(south):
        own = set(LedgerEntry.objects.values_list("hash", flat=True))
    rows = list(csv.DictReader(io.StringIO(files["south"].lstrip("\ufeff"))))
    assert {row["Hash"] for row in rows} < own


def test_an_auditor_of_one_portal_reads_no_other_ledger(north, south, person_in):
    person_in(north, "auditor")
    person_in(south)
    person_in(PLATFORM)
    browser = signed_in(north)

    for place in (south, PLATFORM):
        assert is_nobody(browser, place)
        stranger = signed_in(place)
        for path in PATHS:
            assert stranger.get(path).status_code == 403, (place, path)


def test_a_check_that_is_asked_for_here_is_nowhere_else(north, south, auditors):
    auditors["north"].post("/ledger/check/")

    for place, number in ((north, 1), (south, 0), (PLATFORM, 0)):
        with portal_context(place):
            assert ChainCheck.objects.count() == number


@pytest.fixture
def _committed(django_db_setup, django_db_blocker):
    """Outside any transaction; what the worker writes is taken away again, but for the ledger."""
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        yield
        connection.set_schema_to_public()
        DBTaskResult.objects.all().delete()


def test_the_worker_checks_the_ledger_of_the_place_that_asked(_committed, committed_portal):
    """The platform's too, though other work is refused there."""
    places = [committed_portal("chain-a"), committed_portal("chain-b"), PLATFORM]
    asked = {}
    for place in places:
        with portal_context(place):
            asked[place.slug] = ChainCheck.objects.create(total=1)
            run_chain_check.enqueue(check=asked[place.slug].pk)
    try:
        run_worker()
        for place in places:
            with portal_context(place):
                done = ChainCheck.objects.get(pk=asked[place.slug].pk)
                assert (done.faults, done.finished_at is None) == ([], False)
                assert done.checked == LedgerEntry.objects.count() - 1
    finally:
        with portal_context(PLATFORM):
            asked[""].delete()


def test_the_command_checks_what_the_page_checks(north):
    call_command("verify_ledger", "--portal", "north", verbosity=0, stdout=io.StringIO())


class TestThrottling:
    def test_too_many_tries_in_one_portal_do_not_slow_the_other(self, north, south, person_in):
        for place in (north, south, PLATFORM):
            person_in(place)
        browser = Client(HTTP_HOST=north.primary_domain)
        wrong = {"email": EVERYWHERE, "password": "not-the-password"}
        for _ in range(6):
            answer = browser.post("/sign-in/", wrong)
        assert "too often" in answer.content.decode()

        for place in (south, PLATFORM):
            signed_in(place)

    @pytest.mark.parametrize("purpose", ["sign_in", "second_factor", "step_up", "confirm"])
    def test_each_purpose_counts_in_its_own_portal(self, north, south, purpose):
        with portal_context(north):
            for _ in range(12):
                fail(purpose, *WHO)
            with pytest.raises(TooMany):
                check(purpose, *WHO)
        for place in (south, PLATFORM):
            with portal_context(place):
                check(purpose, *WHO)
                assert not Throttle.objects.exists()

    def test_mails_of_one_portal_leave_room_for_the_others(self, north, south):
        with portal_context(north):
            assert [may_send("sign_up", EVERYWHERE) for _ in range(6)][-1] is False
        with portal_context(south):
            assert may_send("sign_up", EVERYWHERE)

    def test_a_row_copied_into_the_other_schema_means_nothing_there(self, north, south):
        with portal_context(north):
            for _ in range(9):
                fail("sign_in", *WHO)
            rows = list(Throttle.objects.all())
        with portal_context(south):
            Throttle.objects.bulk_create(rows)
            check("sign_in", *WHO)
