"""`manage.py verify_ledger` on chains that somebody changed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import ledger
from accounts.verbs import Verb


def record(**changes):
    return ledger.record(**{"actor": None, "verb": Verb.ROLE_GIVEN, **changes})


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
