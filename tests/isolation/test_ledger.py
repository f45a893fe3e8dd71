"""The ledger: each portal's own entries, numbers and chain."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.ledger import entries, record
from accounts.ledger.chain import verify
from accounts.models import LedgerEntry
from accounts.verbs import Verb
from tenants.current import portal_context
from tenants.platform import PLATFORM
from tenants.services import set_module, suspend_portal


def write(place, times: int = 1) -> None:
    with portal_context(place), transaction.atomic():
        for _each in range(times):
            record(actor=None, verb=Verb.PROFILE_CHANGED, detail={"of": place.slug or "platform"})


def chain(place) -> list[tuple[int, str]]:
    with portal_context(place):
        return [(entry.number, entry.hash) for entry in entries()]


def test_an_entry_of_one_portal_is_in_no_other_chain(north, south):
    before = {place.name: chain(place) for place in (south, PLATFORM)}
    write(north)

    assert {place.name: chain(place) for place in (south, PLATFORM)} == before
    with portal_context(north):
        assert LedgerEntry.objects.order_by("-number").first().detail == {"of": "north"}


def test_each_portal_counts_without_gaps_though_entries_alternate(north, south):
    begun = {place.name: len(chain(place)) for place in (north, south, PLATFORM)}
    for place in (north, south, PLATFORM) * 3:
        write(place)

    for place in (north, south, PLATFORM):
        with portal_context(place):
            numbers = [entry.number for entry in entries()]
            assert numbers == list(range(1, begun[place.name] + 4))
            assert verify(entries()) == []


def test_no_two_portals_have_an_entry_with_the_same_hash(north, south):
    write(north, 3)
    write(south, 3)

    here, there = ({hash for _number, hash in chain(place)} for place in (north, south))
    assert here.isdisjoint(there)


def test_what_an_operator_does_is_in_the_platforms_ledger_alone(north, south):
    lengths = [len(chain(place)) for place in (north, south, PLATFORM)]
    suspend_portal(actor=None, portal=north)

    assert [len(chain(place)) for place in (north, south, PLATFORM)] == [
        lengths[0],
        lengths[1],
        lengths[2] + 1,
    ]


@pytest.mark.parametrize("from_the_platform", [True, False])
def test_what_a_portal_chooses_is_in_its_own_ledger(north, south, from_the_platform):
    lengths = [len(chain(place)) for place in (north, south, PLATFORM)]
    with portal_context(PLATFORM if from_the_platform else north):
        set_module(actor=None, portal=north, slug="forum", on=False)

    assert [len(chain(place)) for place in (north, south, PLATFORM)] == [
        lengths[0] + 1,
        lengths[1],
        lengths[2],
    ]


def test_a_broken_chain_of_one_portal_does_not_spoil_anothers(north, south):
    write(north)
    table = f'"{north.schema_name}"."accounts_ledgerentry"'
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ledger_append_only")
        cursor.execute(f"UPDATE {table} SET actor_label = 'nobody' WHERE number = 1")

    with portal_context(north):
        assert verify(entries())
    with portal_context(south):
        assert verify(entries()) == []
    said = StringIO()
    call_command("verify_ledger", portal="south", stdout=said, stderr=StringIO())
    assert "south: " in said.getvalue()
    with pytest.raises(CommandError, match=r"wrong in: north\.$"):
        call_command("verify_ledger", stdout=StringIO(), stderr=StringIO())
