import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import ledger
from accounts.chain import START, Wrong, canonical, digest, plain, verify
from accounts.models import LedgerEntry
from accounts.verbs import UnknownVerb, Verb, check_verb, register_verbs, words_for
from tenants.platform import PLATFORM
from tests.factories.accounts import UserFactory

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


CHAINS = st.lists(DETAIL, min_size=1, max_size=6).map(chain)
LONG_CHAINS = st.lists(DETAIL, min_size=3, max_size=6).map(chain)


class TestArithmetic:
    @given(CHAINS)
    def test_a_right_chain_has_no_fault(self, entries):
        assert verify(entries) == []

    def test_an_empty_chain_has_no_fault(self):
        assert verify(iter(())) == []

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

    @given(LONG_CHAINS, st.data())
    def test_rewriting_an_entry_with_its_hash_breaks_the_next_link(self, entries, data):
        place = data.draw(st.integers(0, len(entries) - 2))
        entries[place] = replace(entries[place], actor_label="Mallory")
        entries[place].hash = digest(entries[place])
        assert [(f.number, f.wrong) for f in verify(entries)] == [(place + 2, Wrong.BROKEN_LINK)]

    @given(LONG_CHAINS, st.data())
    def test_taking_an_entry_out_leaves_a_gap(self, entries, data):
        place = data.draw(st.integers(0, len(entries) - 2))
        del entries[place]
        (fault,) = verify(entries)
        assert (fault.number, fault.wrong) == (place + 2, Wrong.GAP)
        assert f"{place + 1} is missing" in fault.explanation

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


class TestVerbs:
    def test_every_verb_of_this_app_has_words(self):
        assert words_for(Verb.ROLE_GIVEN) == "gave a role"

    @pytest.mark.parametrize("verb", ["role_given", "nowhere.done", "accounts.Given", "accounts."])
    def test_a_malformed_verb_is_refused(self, verb):
        with pytest.raises(UnknownVerb):
            check_verb(verb)

    def test_a_verb_that_nobody_declared_is_refused(self):
        with pytest.raises(UnknownVerb, match="declared nowhere"):
            check_verb("accounts.danced")

    def test_an_app_can_add_its_own(self, monkeypatch):
        monkeypatch.setattr("accounts.verbs._words", {})
        register_verbs({"sessions.thing_done": "did a thing"})
        assert check_verb("sessions.thing_done") == "sessions.thing_done"
        assert words_for("sessions.thing_done") == "did a thing"

    def test_the_portals_events_need_no_declaration(self):
        assert check_verb("tenants.portal_created") == "tenants.portal_created"
        assert words_for("tenants.portal_created") == "portal created"


def record(**changes):
    return ledger.record(**{"actor": None, "verb": Verb.ROLE_GIVEN, **changes})


@pytest.mark.usefixtures("portal")
class TestRecording:
    def test_entries_are_numbered_and_chained(self):
        first, second = record(), record()
        assert second.number == first.number + 1
        assert second.previous_hash == first.hash
        assert verify(ledger.entries()) == []

    def test_the_first_entry_of_a_chain_starts_it(self):
        founding = LedgerEntry.objects.get(number=1)
        assert founding.previous_hash == START
        assert founding.verb == "tenants.portal_created"
        assert founding.actor_label == "command line"

    def test_actor_and_subject_stand_in_it_as_text(self):
        ann, bob = UserFactory(display_name="Ann"), UserFactory(display_name="Bob")
        entry = record(actor=ann, subject=bob, detail={"role": "clerk"})
        kept = LedgerEntry.objects.get(pk=entry.pk)
        assert (kept.actor_uuid, kept.actor_label) == (ann.uuid, "Ann")
        assert (kept.subject_type, kept.subject_id) == ("accounts.user", str(bob.uuid))
        assert kept.subject_label == "Bob"
        assert kept.detail == {"role": "clerk"}

    def test_forgetting_people_leaves_the_chain_whole(self):
        ann = UserFactory()
        record(actor=ann, subject=ann)
        ann.delete()
        assert verify(ledger.entries()) == []

    def test_a_visitor_is_called_one(self, rf):
        from django.contrib.auth.models import AnonymousUser

        assert record(actor=AnonymousUser()).actor_label == "a visitor"

    def test_the_clock_going_back_does_not_disorder_it(self):
        with time_machine.travel("2090-01-01", tick=False):
            late = record()
        assert record().at == late.at
        assert verify(ledger.entries()) == []

    def test_names_that_are_too_long_are_cut(self):
        assert len(record(actor=UserFactory(display_name="x" * 80)).actor_label) == 80
        thing = UserFactory.build()
        thing.__dict__["display_name"] = "y" * 500
        assert len(record(actor=thing).actor_label) == 200

    @settings(
        suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
    )
    @given(detail=DETAIL)
    def test_whatever_is_recorded_still_verifies_when_read_again(self, detail):
        entry = record(detail=detail)
        kept = LedgerEntry.objects.get(pk=entry.pk)
        assert kept.detail == detail
        assert digest(kept) == kept.hash == entry.hash

    def test_each_portal_has_a_chain_of_its_own(self, other_portal, in_portal):
        before = LedgerEntry.objects.count()
        with in_portal(other_portal):
            there = LedgerEntry.objects.count()
            record()
            assert LedgerEntry.objects.count() == there + 1
        assert LedgerEntry.objects.count() == before


def test_recording_outside_a_transaction_is_refused(committed_portal, in_portal):
    with in_portal(committed_portal("ledger-bare")):
        with pytest.raises(ledger.NotInTransaction, match="transaction"):
            record()
        assert LedgerEntry.objects.count() == 1


def test_two_transactions_cannot_fork_the_chain(committed_portal, in_portal):
    portal = committed_portal("ledger-fork")
    second = connections.create_connection("default")
    second.settings_dict = {**connection.settings_dict}
    try:
        with in_portal(portal), transaction.atomic():
            ours = record()
            with second.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))",
                    [f"ledger:{portal.schema_name}"],
                )
                assert cursor.fetchone() == (False,)
                cursor.execute(
                    "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))",
                    ["ledger:another_portal"],
                )
                assert cursor.fetchone() == (True,)
    finally:
        second.close()
    with in_portal(portal):
        assert LedgerEntry.objects.last() == ours


def test_many_writers_at_once_make_one_chain(committed_portal, in_portal):
    from concurrent.futures import ThreadPoolExecutor

    portal = committed_portal("ledger-crowd")

    def write(number):
        try:
            with in_portal(portal), transaction.atomic():
                record(detail={"writer": number})
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(24)))
    with in_portal(portal):
        assert verify(ledger.entries()) == []
        assert LedgerEntry.objects.count() == 25


def tamper(statement):
    """Do what only the database's superuser can do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_ledgerentry DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE accounts_ledgerentry ENABLE ALWAYS TRIGGER ledger_append_only")


class TestVerifyLedger:
    def check(self, *args):
        out, err = StringIO(), StringIO()
        try:
            call_command("verify_ledger", *args, stdout=out, stderr=err)
        except CommandError as error:
            return error.returncode, out.getvalue(), f"{err.getvalue()}{error}"
        return 0, out.getvalue(), err.getvalue()

    def test_all_ledgers_are_checked_and_their_heads_shown(self, portal):
        last = record()
        code, out, err = self.check()
        assert code == 0
        assert "the platform: " in out
        assert "south: " in out
        assert f"north: {last.number} entries, in order. Last hash {last.hash}" in out
        assert "wrong" not in err

    @pytest.mark.parametrize(
        ("statement", "wrong"),
        [
            ("UPDATE accounts_ledgerentry SET actor_label = 'Mallory' WHERE number = 2", "altered"),
            ("UPDATE accounts_ledgerentry SET detail = '{}' WHERE number = 2", "altered"),
            ("DELETE FROM accounts_ledgerentry WHERE number = 2", "gap"),
            (
                "UPDATE accounts_ledgerentry SET number = 10000 WHERE number = 2",
                "gap",
            ),
        ],
    )
    def test_what_a_superuser_changed_is_found_and_named(self, portal, statement, wrong):
        record()
        tamper(statement)
        code, out, err = self.check("--portal", "north")
        assert code == 1
        assert f": {wrong}." in err
        assert "Entry 2" in err or "Entry 3" in err
        assert "north" in err
        assert "in order" not in out

    def test_a_trigger_that_is_switched_off_is_found(self, portal):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_ledgerentry DISABLE TRIGGER ledger_append_only")
        code, _, err = self.check("--portal", "north")
        assert code == 1
        assert "no longer refuses" in err

    def test_one_portals_fault_is_not_anothers(self, portal):
        record()
        tamper("UPDATE accounts_ledgerentry SET actor_label = 'Mallory' WHERE number = 2")
        assert self.check("--portal", "south")[0] == 0
        code, _, err = self.check()
        assert code == 1
        assert "The ledger is wrong in: north." in err

    def test_an_unknown_portal_is_said_to_be(self, portal):
        assert "no portal" in self.check("--portal", "atlantis")[2]


@pytest.mark.usefixtures("_public")
def test_the_platform_has_a_ledger_too(in_portal):
    with in_portal(PLATFORM):
        verbs = set(LedgerEntry.objects.values_list("verb", flat=True))
        assert "tenants.portal_created" in verbs
        assert verify(ledger.entries()) == []
