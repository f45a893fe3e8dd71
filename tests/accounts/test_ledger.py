"""Writing to the ledger."""

import pytest
import time_machine
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings

from accounts import ledger
from accounts.ledger.chain import START, digest, verify
from accounts.models import LedgerEntry
from accounts.verbs import UnknownVerb, Verb, check_verb, register_verbs, words_for
from tenants.platform import PLATFORM
from tests.accounts.test_chain import DETAIL
from tests.factories.accounts import UserFactory


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
        deadline=None,
        derandomize=True,
        max_examples=40,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
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


@pytest.mark.usefixtures("_public")
def test_the_platform_has_a_ledger_too(in_portal):
    with in_portal(PLATFORM):
        verbs = set(LedgerEntry.objects.values_list("verb", flat=True))
        assert "tenants.portal_created" in verbs
        assert verify(ledger.entries()) == []
