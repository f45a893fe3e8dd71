"""Stepping in and out of portals in any order: what is in hand, what is known of it, and what the
database answers always agree. Errors, rollbacks and savepoints on the way change nothing of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import DataError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Locality, User
from tenants.current import current, portal_context
from tenants.platform import PLATFORM

PLACES = ("north", "south", "platform")


class Interrupted(Exception):
    """Something failed; so many blocks are left by it."""

    def __init__(self, blocks: int) -> None:
        super().__init__(blocks)
        self.blocks = blocks


LEAVES = st.one_of(
    st.just(("write",)),
    st.just(("look",)),
    st.just(("bad_sql",)),
    st.tuples(st.just("fail"), st.integers(0, 3)),
)
STEPS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(st.just("enter"), st.sampled_from(PLACES), st.lists(inner, max_size=4)),
        st.tuples(st.just("transaction"), st.booleans(), st.lists(inner, max_size=4)),
    ),
    max_leaves=12,
)


class Walk:
    """Takes the steps, and keeps beside the database a plain account of what must be in it."""

    def __init__(self, places) -> None:
        self.places = places
        self.written: dict[str, frozenset[str]] = dict.fromkeys(places, frozenset())
        self.here = "platform"
        self.count = 0

    def take(self, steps) -> None:
        for name, *arguments in steps:
            getattr(self, name)(*arguments)
            self.look()

    def look(self) -> None:
        place = self.places[self.here]
        assert connection.schema_name == place.schema_name
        assert current().key == place.key
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            assert cursor.fetchone() == (place.schema_name,)
        own = User.objects.filter(email__startswith="portal_administrator@")
        found = set(own.values_list("email", flat=True))
        expected = {f"portal_administrator@{self.here}.example"}
        assert found == (set() if self.here == "platform" else expected)
        names = Locality.objects.filter(slug__startswith="walk").values_list("name", flat=True)
        assert set(names) == self.written[self.here]

    def write(self) -> None:
        self.count += 1
        name = f"{self.here} {self.count}"
        Locality.objects.create(name=name, slug=f"walk-{self.count}")
        self.written[self.here] |= {name}

    def bad_sql(self) -> None:
        with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    def fail(self, blocks: int) -> None:
        raise Interrupted(blocks)

    def enter(self, place: str, steps) -> None:
        before = self.here
        with self._survived(), portal_context(self.places[place]):
            self.here = place
            try:
                self.look()
                self.take(steps)
            finally:
                self.here = before

    def transaction(self, commits: bool, steps) -> None:
        before = dict(self.written)
        whole = False
        with self._survived(), transaction.atomic():
            try:
                self.take(steps)
                whole = commits
            finally:
                self.written = self.written if whole else before
            transaction.set_rollback(not commits)

    @contextmanager
    def _survived(self) -> Iterator[None]:
        """Stop an interruption here, or let it leave one block more."""
        try:
            yield
        except Interrupted as error:
            if error.blocks:
                raise Interrupted(error.blocks - 1) from error


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=1, max_size=6))
def test_what_is_in_hand_is_what_answers(north, south, steps):
    connection.set_schema_to_public()
    walk = Walk({"north": north, "south": south, "platform": PLATFORM})
    with transaction.atomic():
        with suppress(Interrupted):
            walk.take(steps)
        assert walk.here == "platform"
        walk.look()
        transaction.set_rollback(True)


def test_leaving_by_an_error_returns_to_where_one_was(north, south):
    with portal_context(north):
        with pytest.raises(LookupError), portal_context(south):
            raise LookupError
        assert current() == north

    assert connection.schema_name == "public"


def test_a_rolled_back_switch_does_not_bring_the_old_schema_back(north, south):
    """`SET search_path` belongs to the transaction in which it is sent."""
    with portal_context(north):
        User.objects.exists()
        with suppress(LookupError), transaction.atomic():
            connection.set_tenant(south)
            User.objects.exists()
            raise LookupError
        assert User.objects.filter(email="member@south.example").exists()
        assert not User.objects.filter(email="member@north.example").exists()
    assert not User.objects.filter(email__startswith="member@").exists()


def test_a_cursor_that_is_open_across_a_switch_reads_on_where_it_began(north, south):
    with portal_context(north):
        rows = User.objects.order_by("pk").values_list("email", flat=True).iterator(chunk_size=2)
        read = [next(rows)]
        with portal_context(south):
            assert User.objects.filter(email="member@south.example").exists()
            read += rows

    assert len(read) > 10
    assert all(email.endswith("@north.example") for email in read)
