"""Too many tries to sign in: what the visitor sees, what it costs, what the ledger keeps (A7)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import get_hasher

from accounts.demonstration import PASSWORD
from accounts.models import LedgerEntry
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.factories.accounts import UserFactory

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
KNOWN, UNKNOWN = "ann@example.org", "nobody@example.org"


@pytest.fixture
def clock(portal):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ann(clock):
    return UserFactory(email=KNOWN, display_name="Ann")


@pytest.fixture
def visitor(clock, portal, client_for):
    return client_for(portal)


@pytest.fixture
def since(ann):
    """The entries of the ledger since the test began."""
    first = LedgerEntry.objects.count()
    return lambda: list(LedgerEntry.objects.filter(number__gt=first).order_by("number"))


def fail(browser, times, email=KNOWN, **kwargs):
    for _ in range(times):
        answer = sign_in(browser, email, "wrong-password-here", **kwargs)
    return text_of(answer)


def test_after_five_wrong_passwords_the_right_one_has_to_wait_too(ann, visitor, clock):
    fail(visitor, 5)
    page = text_of(sign_in(visitor, KNOWN))
    assert "You have tried too often. Wait 1 minute, then try again." in page
    assert f'value="{KNOWN}"' in page
    assert not is_signed_in(visitor)
    clock.shift(timedelta(minutes=1))
    sign_in(visitor, KNOWN)
    assert is_signed_in(visitor)


def test_another_spelling_of_the_address_does_not_begin_anew(ann, visitor):
    fail(visitor, 5)
    assert "too often" in text_of(sign_in(visitor, " ANN@Example.org "))


def test_an_office_with_one_address_is_never_shut_out_by_one_forgetful_person(ann, visitor):
    UserFactory(email="bob@example.org")
    fail(visitor, 9)
    assert sign_in(visitor, "bob@example.org").status_code == 302


def test_somebody_elsewhere_does_not_keep_the_owner_out(ann, visitor):
    fail(visitor, 9, REMOTE_ADDR="203.0.113.66")
    assert sign_in(visitor, KNOWN).status_code == 302


def test_an_attack_from_everywhere_slows_unknown_addresses_alone(ann, visitor, client_for, portal):
    assert sign_in(visitor, KNOWN).status_code == 302
    home = client_for(portal)
    for number in range(50):
        fail(home, 1, REMOTE_ADDR=f"198.51.100.{number}")
    assert "Wait 1 minute" in text_of(sign_in(home, KNOWN, REMOTE_ADDR="198.51.100.99"))
    assert sign_in(home, KNOWN).status_code == 302


@pytest.mark.parametrize("before", [0, 4, 5, 8])
def test_known_and_unknown_addresses_read_the_same_and_cost_the_same(
    ann, visitor, before, monkeypatch, django_assert_max_num_queries
):
    hasher, work = type(get_hasher()), []
    for name in ("encode", "verify"):
        real = getattr(hasher, name)
        monkeypatch.setattr(
            hasher, name, lambda *args, real=real, **kwargs: work.append(1) or real(*args, **kwargs)
        )
    fail(visitor, 1, "somebody@example.org")  # what a process learns once
    told = {}
    for email in (KNOWN, UNKNOWN):
        for _ in range(before):
            fail(visitor, 1, email)
        work.clear()
        with django_assert_max_num_queries(60) as asked:
            page = fail(visitor, 1, email)
        told[email] = (page.replace(email, "…"), len(work), len(asked))
    assert _without_token(told[KNOWN]) == _without_token(told[UNKNOWN])


def _without_token(told):
    page, work, asked = told
    return page.partition("csrfmiddlewaretoken")[0], work, asked


class TestTheLedger:
    def test_a_failure_names_the_person_where_there_is_one_and_never_the_address(
        self, ann, visitor, since
    ):
        fail(visitor, 1)
        fail(visitor, 1, UNKNOWN)
        known, unknown = since()
        assert {known.verb, unknown.verb} == {"accounts.sign_in_failed"}
        assert (known.actor_label, known.subject_label) == ("a visitor", "Ann")
        assert known.subject_id == str(ann.uuid)
        assert (unknown.subject_type, unknown.subject_label, unknown.detail) == ("", "", {})
        assert "@" not in str([vars(entry) for entry in since()])

    def test_a_pause_is_written_once_and_tries_within_it_are_not(self, ann, visitor, since):
        fail(visitor, 12)
        verbs = [entry.verb for entry in since()]
        assert verbs == ["accounts.sign_in_failed"] * 4 + ["accounts.sign_in_paused"]
        assert since()[-1].detail == {"minutes": 1}

    def test_a_flood_does_not_fill_it(self, ann, visitor, since, monkeypatch, clock):
        monkeypatch.setattr("accounts.throttling.sign_in.MOST_AN_HOUR", 3)
        for number in range(8):
            fail(visitor, 1, f"made-up-{number}@example.org")
        assert [entry.verb for entry in since()][-1] == "accounts.sign_ins_flooded"
        assert len(since()) == 4
        clock.shift(timedelta(hours=1))
        fail(visitor, 1)
        assert since()[-1].verb == "accounts.sign_in_failed"


def test_a_right_password_begins_a_session_after_some_wrong_ones(ann, visitor):
    fail(visitor, 4)
    sign_in(visitor, KNOWN, PASSWORD)
    assert is_signed_in(visitor)
