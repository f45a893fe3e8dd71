"""`docs/permissions.md` says what the rules say (A10)."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from accounts.permission_table import Action, Holder, MissingSamples, _checked, actions, written
from accounts.roles import ROLES
from config.environment import BASE

FILE = BASE / "docs" / "permissions.md"


def test_the_file_is_what_the_rules_say():
    assert FILE.read_text(encoding="utf-8") == written(), "run manage.py write_permissions"


def test_the_command_says_when_it_is_not(tmp_path):
    stale = tmp_path / "permissions.md"
    stale.write_text("Everybody may do everything.")
    with pytest.raises(CommandError, match="write_permissions"):
        call_command("write_permissions", "--check", file=stale)
    call_command("write_permissions", file=stale, stdout=StringIO())
    call_command("write_permissions", "--check", file=stale, stdout=StringIO())


def test_every_role_has_a_line_and_a_column_with_its_marks():
    text = written()
    for role in ROLES.values():
        assert f"\n| {role.title} |" in text
    assert "| Clerk (2) |" in text
    assert "| Practice manager (2C) |" in text


def test_every_rule_with_samples_is_told_apart_by_them():
    cells = {action.name: action.cell(Holder(frozenset({"member"}))) for action in actions()}
    assert cells["can_end_sessions"] == "one's own"
    assert cells["can_see_own_account"] == "✓"
    assert cells["can_see_ledger"] == ""


def test_a_rule_about_something_must_have_samples():
    def can_stroke(user, obj):
        """Stroke a cat."""

    with pytest.raises(MissingSamples, match=r"zoo/rule_samples\.py"):
        _checked("zoo", can_stroke, {})


def test_things_of_which_some_are_allowed_are_named():
    def can_stroke(user, obj):
        """Stroke a cat: those who feed it. Never a wild one."""
        return obj.fed_by is user

    samples = {
        "own": lambda user: SimpleNamespace(fed_by=user),
        "wild": lambda user: SimpleNamespace(fed_by=None),
    }
    action = Action("zoo", "can_stroke", can_stroke, samples)
    assert action.cell(Holder()) == "own"
    assert action.words == "Stroke a cat: those who feed it"
