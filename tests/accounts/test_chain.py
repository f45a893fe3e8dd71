"""The arithmetic of the ledger, without a database."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.ledger.chain import START, Wrong, canonical, digest, plain, verify
from accounts.verbs import Verb

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
DETAIL = st.dictionaries(TEXT, DATA, max_size=4)


@dataclass
class Paper:
    """An entry on paper."""

    number: int = 1
    at: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    actor_uuid: UUID | None = None
    actor_label: str = "Ann"
    verb: str = "accounts.role_given"
    subject_type: str = ""
    subject_id: str = ""
    subject_label: str = ""
    detail: dict = field(default_factory=dict)
    previous_hash: str = START
    hash: str = ""


def chain(details) -> list[Paper]:
    """Return a right chain with these details."""
    made: list[Paper] = []
    for number, detail in enumerate(details, start=1):
        entry = Paper(number=number, detail=detail)
        entry.at += timedelta(minutes=number)
        entry.previous_hash = made[-1].hash if made else START
        entry.hash = digest(entry)
        made.append(entry)
    return made


steady = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
CHAINS = st.lists(DETAIL, min_size=1, max_size=6).map(chain)
LONG_CHAINS = st.lists(DETAIL, min_size=3, max_size=6).map(chain)


class TestArithmetic:
    @steady
    @given(CHAINS)
    def test_a_right_chain_has_no_fault(self, entries):
        assert verify(entries) == []

    def test_an_empty_chain_has_no_fault(self):
        assert verify(iter(())) == []

    @steady
    @given(
        LONG_CHAINS,
        st.data(),
        st.sampled_from(
            [
                ("actor_label", "Mallory"),
                ("actor_uuid", uuid4()),
                ("verb", "accounts.role_ended"),
                ("subject_type", "accounts.user"),
                ("subject_id", "99"),
                ("subject_label", "Bob"),
                ("detail", {"a key that nobody used before": 1}),
                ("at", datetime(2026, 3, 1, 9, 0, 1, tzinfo=UTC)),
            ]
        ),
    )
    def test_changing_any_field_of_any_entry_is_found(self, entries, data, change):
        place = data.draw(st.integers(0, len(entries) - 1))
        entries[place] = replace(entries[place], **{change[0]: change[1]})
        faults = verify(entries)
        assert (place + 1, Wrong.ALTERED) in {(fault.number, fault.wrong) for fault in faults}

    @steady
    @given(LONG_CHAINS, st.data())
    def test_rewriting_an_entry_with_its_hash_breaks_the_next_link(self, entries, data):
        place = data.draw(st.integers(0, len(entries) - 2))
        entries[place] = replace(entries[place], actor_label="Mallory")
        entries[place].hash = digest(entries[place])
        assert [(f.number, f.wrong) for f in verify(entries)] == [(place + 2, Wrong.BROKEN_LINK)]

    @steady
    @given(LONG_CHAINS, st.data())
    def test_taking_an_entry_out_leaves_a_gap(self, entries, data):
        place = data.draw(st.integers(0, len(entries) - 2))
        del entries[place]
        (fault,) = verify(entries)
        assert (fault.number, fault.wrong) == (place + 2, Wrong.GAP)
        assert f"{place + 1} is missing" in fault.explanation

    @steady
    @given(LONG_CHAINS, st.data())
    def test_swapping_two_entries_is_found(self, entries, data):
        place = data.draw(st.integers(0, len(entries) - 2))
        entries[place : place + 2] = reversed(entries[place : place + 2])
        assert {Wrong.GAP, Wrong.WRONG_ORDER} <= {fault.wrong for fault in verify(entries)}

    def test_an_entry_dated_before_the_one_before_it_is_found(self):
        first, second = chain([{}, {}])
        second.at = first.at - timedelta(seconds=1)
        second.hash = digest(second)
        assert [str(fault.wrong) for fault in verify([first, second])] == ["wrong order"]

    def test_several_missing_entries_are_named(self):
        entries = chain([{}] * 5)
        assert "2–4 is missing" in str(verify([entries[0], entries[4]])[0])

    def test_the_same_moment_in_another_zone_has_the_same_hash(self):
        here = Paper(at=datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=1))))
        assert digest(here) == digest(Paper(at=datetime(2026, 7, 1, 11, 0, tzinfo=UTC)))

    def test_anyone_can_compute_the_hash_as_it_is_described(self):
        entry = Paper(actor_label="Zoë", detail={"b": 1, "a": ["x"]})
        text = (
            '{"actor_label":"Zoë","actor_uuid":null,"at":"2026-03-01T09:00:00.000000+00:00",'
            '"detail":{"a":["x"],"b":1},"number":1,"previous_hash":"' + "0" * 64 + '",'
            '"subject_id":"","subject_label":"","subject_type":"","verb":"accounts.role_given"}'
        )
        assert canonical(entry) == text
        assert digest(entry) == hashlib.sha256(text.encode()).hexdigest()


class TestPlainData:
    @steady
    @given(DATA)
    def test_plain_data_stays_as_it_is_and_survives_json(self, value):
        assert plain(value) == value
        assert json.loads(json.dumps(plain(value))) == value

    def test_other_data_becomes_text(self):
        key = uuid4()
        given_ = {
            "day": datetime(2026, 1, 2, tzinfo=UTC).date(),
            "key": key,
            "sum": Decimal("1.50"),
            "verb": Verb.ROLE_GIVEN,
            "set": {"b", "a"},
            "pair": (1, 2),
        }
        assert plain(given_) == {
            "day": "2026-01-02",
            "key": str(key),
            "sum": "1.50",
            "verb": "accounts.role_given",
            "set": ["a", "b"],
            "pair": [1, 2],
        }

    @pytest.mark.parametrize("value", [1.5, object(), b"bytes", {1: "key"}, {"deep": [1.0]}])
    def test_what_would_not_come_back_the_same_is_refused(self, value):
        with pytest.raises(TypeError, match="cannot keep"):
            plain(value)

    @pytest.mark.parametrize("value", ["a\0b", "\ud800"])
    def test_text_that_the_database_cannot_keep_is_refused(self, value):
        with pytest.raises(ValueError, match="cannot keep"):
            plain({"text": value})
