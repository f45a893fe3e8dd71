"""Counting tries (A7)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from accounts.models import Throttle
from accounts.throttling import (
    KNOWN_ADDRESS,
    LIMITS,
    TooMany,
    WrongSecret,
    attempt,
    check,
    clear,
    fail,
    is_noted,
    may_send,
    note,
)
from accounts.throttling.counting import bucket_of
from tenants.errors import ServiceError
from tenants.platform import PLATFORM

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WHO = ("ann@example.org", "192.0.2.7")


@pytest.fixture
def clock(portal):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def is_free(purpose="sign_in", parts=WHO):
    try:
        check(purpose, *parts)
    except TooMany:
        return False
    return True


class TestPauses:
    def test_they_begin_after_five_wrong_tries_and_grow_to_a_quarter_of_an_hour(self, clock):
        said = [fail("sign_in", *WHO) for _ in range(11)]
        assert said == [0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15]

    def test_a_pause_ends_by_itself(self, clock):
        for _ in range(5):
            fail("sign_in", *WHO)
        assert not is_free()
        clock.shift(timedelta(seconds=59))
        assert not is_free()
        clock.shift(timedelta(seconds=1))
        assert is_free()

    @pytest.mark.parametrize("purpose", LIMITS)
    def test_nobody_waits_longer_than_an_hour_whatever_the_purpose(self, clock, purpose):
        assert max(fail(purpose, "x") for _ in range(70)) <= 60
        clock.shift(timedelta(hours=1))
        check(purpose, "x")

    def test_a_day_later_one_begins_anew(self, clock):
        for _ in range(9):
            fail("sign_in", *WHO)
        clock.shift(timedelta(days=1, seconds=1))
        assert fail("sign_in", *WHO) == 0

    def test_a_right_try_forgets_the_wrong_ones(self, clock):
        for _ in range(5):
            fail("sign_in", *WHO)
        clear("sign_in", *WHO)
        assert is_free()
        assert fail("sign_in", *WHO) == 0

    @pytest.mark.parametrize(
        ("purpose", "parts"),
        [
            ("sign_in", ("ann@example.org", "192.0.2.8")),
            ("sign_in", ("bob@example.org", "192.0.2.7")),
            ("step_up", WHO),
        ],
    )
    def test_another_address_account_or_purpose_is_not_touched(self, clock, purpose, parts):
        for _ in range(9):
            fail("sign_in", *WHO)
        assert is_free(purpose, parts)

    def test_ten_wrong_codes_take_a_quarter_of_an_hour(self, clock):
        assert [fail("second_factor", "uuid") for _ in range(10)] == [0] * 9 + [15]

    def test_it_says_how_long_to_wait(self, clock):
        for _ in range(7):
            fail("sign_in", *WHO)
        with pytest.raises(TooMany, match=r"Wait 4 minutes, then try again\.") as refused:
            check("sign_in", *WHO)
        assert isinstance(refused.value, ServiceError)
        clock.shift(timedelta(minutes=3))
        with pytest.raises(TooMany, match=r"Wait 1 minute, then"):
            check("sign_in", *WHO)


class TestAttempts:
    def test_what_is_wrong_counts_though_its_transaction_is_rolled_back(self, clock):
        for _ in range(10):
            with pytest.raises(WrongSecret), attempt("confirm", "u"), transaction.atomic():
                raise WrongSecret("No.")
        with pytest.raises(TooMany), attempt("confirm", "u"):
            pytest.fail("It must not be tried.")

    def test_what_is_right_forgets(self, clock):
        with pytest.raises(WrongSecret), attempt("confirm", "u"):
            raise WrongSecret("No.")
        with attempt("confirm", "u"):
            pass
        assert not Throttle.objects.exists()

    def test_another_refusal_does_not_count(self, clock):
        with pytest.raises(ServiceError), attempt("confirm", "u"):
            raise ServiceError("The link is old.")
        assert not Throttle.objects.exists()

    def test_five_mails_an_hour_go_to_an_address(self, clock):
        sent = [may_send("password_reset", "ann@example.org") for _ in range(7)]
        assert sent == [True] * 5 + [False] * 2
        clock.shift(timedelta(hours=1))
        assert may_send("password_reset", "ann@example.org")


class TestTheTable:
    def test_it_holds_no_address(self, clock):
        fail("sign_in", *WHO)
        row = Throttle.objects.values().get()
        assert row["bucket"] == bucket_of("sign_in", *WHO)
        assert not any(part in str(row) for part in WHO)

    def test_parts_do_not_run_into_each_other(self, portal):
        assert bucket_of("sign_in", "a", "bc") != bucket_of("sign_in", "ab", "c")

    def test_a_bucket_is_bound_to_the_portals_own_key(self, portal, other_portal, in_portal):
        here = bucket_of("sign_in", *WHO)
        for place in (other_portal, PLATFORM):
            with in_portal(place):
                assert bucket_of("sign_in", *WHO) != here

    def test_rows_are_swept_away_after_a_day_and_known_addresses_stay(self, clock):
        fail("sign_in", *WHO)
        note(KNOWN_ADDRESS, *WHO)
        clock.shift(timedelta(days=1, seconds=1))
        fail("sign_in", "bob@example.org", "192.0.2.9")
        kept = set(Throttle.objects.values_list("pk", flat=True))
        assert bucket_of("sign_in", *WHO) not in kept
        assert is_noted(KNOWN_ADDRESS, *WHO)
        clock.shift(timedelta(days=60))
        assert not is_noted(KNOWN_ADDRESS, *WHO)
        fail("sign_in", "eve@example.org", "192.0.2.9")
        assert Throttle.objects.count() == 1

    def test_the_platform_counts_too(self, _public, in_portal):
        with in_portal(PLATFORM):
            assert fail("sign_in", *WHO) == 0


def test_counting_in_a_transaction_that_may_roll_back_is_refused(committed_portal, in_portal):
    with in_portal(committed_portal("throttle-bare")):
        with pytest.raises(RuntimeError), transaction.atomic():
            fail("sign_in", *WHO)
        assert not Throttle.objects.exists()


def test_of_many_tries_at_once_none_is_lost(committed_portal, in_portal):
    portal = committed_portal("throttle-crowd")

    def guess(_number):
        try:
            with in_portal(portal):
                fail("sign_in", *WHO)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(guess, range(24)))
    with in_portal(portal):
        assert Throttle.objects.get().failures == 24
        assert not is_free()
