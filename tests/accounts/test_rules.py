from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import rules
from accounts.roles import CASEWORK_ROLES, ROLES


class Someone:
    """Who holds these roles and no other."""

    is_authenticated = is_here = True

    def __init__(self, *roles):
        self.held = set(roles)
        self.uuid = uuid4()
        self.email = f"{self.uuid}@people.example"

    def has_role(self, role):
        return role in self.held


NOBODY = AnonymousUser()
OTHER = Someone()


def invitation(role, *, email="new@people.example", invited_by=OTHER, awaits_approval=False):
    return SimpleNamespace(
        role=role, email=email, invited_by=invited_by, awaits_approval=awaits_approval
    )


def allowed(rule, obj=None):
    """Return the roles for which a rule says yes, when each is held alone."""
    return {role for role in ROLES if rule(Someone(role), obj)}


MANAGERS = {"portal_administrator", "operator"}
LEDGER_RULES = (
    rules.can_see_ledger,
    rules.can_see_ledger_entry,
    rules.can_export_ledger,
    rules.can_check_ledger,
)
TABLE = [
    (rules.can_manage_team, None, MANAGERS),
    (rules.can_see_team, None, MANAGERS | {"practice_manager"}),
    (rules.can_agree_to_casework_role, None, {"practice_manager"}),
    (rules.can_see_own_account, None, set(ROLES)),
    *((rule, None, {"auditor", "operator"}) for rule in LEDGER_RULES),
    (rules.can_end_sessions, OTHER, MANAGERS),
    *(
        (rules.can_give_role, (role, OTHER), {"portal_administrator"})
        for role in ROLES
        if role != "operator"
    ),
    (rules.can_give_role, ("operator", OTHER), {"operator"}),
    *(
        (
            rules.can_end_role,
            SimpleNamespace(role=role),
            {"portal_administrator"} | ({"practice_manager"} if role in CASEWORK_ROLES else set()),
        )
        for role in ROLES
        if role != "operator"
    ),
    (rules.can_end_role, SimpleNamespace(role="operator"), {"operator"}),
    (rules.can_manage_invitation, invitation("editor"), {"portal_administrator"}),
    (rules.can_manage_invitation, invitation("operator"), {"operator"}),
    (rules.can_approve_invitation, invitation("caseworker"), {"practice_manager"}),
    (rules.can_approve_invitation, invitation("caseworker", invited_by=None), {"practice_manager"}),
    (rules.can_withdraw_invitation, invitation("caseworker"), {"portal_administrator"}),
    (
        rules.can_withdraw_invitation,
        invitation("caseworker", awaits_approval=True),
        {"portal_administrator", "practice_manager"},
    ),
    (rules.can_withdraw_reset, SimpleNamespace(user=OTHER), MANAGERS | {"practice_manager"}),
]


@pytest.mark.parametrize(("rule", "obj", "expected"), TABLE)
def test_who_may(rule, obj, expected):
    assert allowed(rule, obj) == expected


@pytest.mark.parametrize(("rule", "obj", "expected"), TABLE)
@pytest.mark.parametrize("nobody", [NOBODY, None])
def test_nobody_may(rule, obj, expected, nobody):
    assert not rule(nobody, obj)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_gives_a_role_to_themselves(role):
    mighty = Someone(*ROLES)
    assert rules.can_give_role(mighty, (role, OTHER))
    assert not rules.can_give_role(mighty, (role, mighty))


def test_nobody_acts_on_an_invitation_to_themselves():
    mighty = Someone(*ROLES)
    own = invitation("caseworker", email=mighty.email)
    for rule in (rules.can_manage_invitation, rules.can_approve_invitation):
        assert rule(mighty, invitation("caseworker"))
        assert not rule(mighty, own)


def test_who_invites_does_not_agree_too():
    mighty = Someone(*ROLES)
    assert not rules.can_approve_invitation(mighty, invitation("caseworker", invited_by=mighty))


def test_a_request_about_ones_own_device_can_be_taken_back_in_ones_own_portal():
    someone = Someone()
    own = SimpleNamespace(user=someone)
    assert rules.can_withdraw_reset(someone, own)
    someone.is_here = False
    assert not rules.can_withdraw_reset(someone, own)


def test_everyone_ends_their_own_sessions():
    someone = Someone()
    assert rules.can_end_sessions(someone, someone)


def test_whoever_is_of_another_portal_is_nobody_here():
    someone = Someone()
    told = SimpleNamespace(user=someone)
    assert rules.can_open_notification(someone, told)
    someone.is_here = False
    assert not rules.can_end_sessions(someone, someone)
    assert not rules.can_open_notification(someone, told)


def test_public_pages_are_for_anyone():
    assert rules.anyone(NOBODY)
