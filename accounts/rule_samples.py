"""What the rules of people are asked about, for the table of permissions."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any
from uuid import UUID

OTHER = SimpleNamespace(uuid=UUID(int=0), pk=0)
"""Somebody else."""


def _role(slug: str) -> Callable[[Any], Any]:
    return lambda person: (slug, OTHER)


def _grant(slug: str) -> Callable[[Any], Any]:
    return lambda person: SimpleNamespace(role=slug, user=OTHER)


def _invitation(role: str, email: str = "other@example.org", **kept: Any) -> Callable[[Any], Any]:
    known = {"invited_by": OTHER, "awaits_approval": False} | kept
    return lambda person: SimpleNamespace(role=role, email=email, **known)


SAMPLES: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {
    "can_give_role": {
        "a role": _role("editor"),
        "a casework role": _role("caseworker"),
        "operator": _role("operator"),
        "to oneself": lambda person: ("editor", person),
    },
    "can_end_role": {
        "a role": _grant("editor"),
        "a casework role": _grant("caseworker"),
        "operator": _grant("operator"),
    },
    "can_change_role_end": {
        "a role": _grant("editor"),
        "a casework role": _grant("caseworker"),
        "operator": _grant("operator"),
        "one's own": lambda person: SimpleNamespace(role="editor", user=person),
    },
    "can_leave_role": {
        "one's own": lambda person: SimpleNamespace(role="editor", user=person),
        "another's": _grant("editor"),
    },
    "can_manage_invitation": {
        "a role": _invitation("editor"),
        "a casework role": _invitation("caseworker"),
        "operator": _invitation("operator"),
        "one's own": lambda person: _invitation("editor", person.email)(person),
    },
    "can_approve_invitation": {
        "another's": _invitation("caseworker"),
        "what one sent": lambda person: _invitation("caseworker", invited_by=person)(person),
        "one's own": lambda person: _invitation("caseworker", person.email)(person),
    },
    "can_withdraw_invitation": {
        "a role": _invitation("editor"),
        "a casework role": _invitation("caseworker"),
        "what waits for agreement": _invitation("caseworker", awaits_approval=True),
        "operator": _invitation("operator"),
    },
    "can_withdraw_reset": {
        "another's": lambda person: SimpleNamespace(user=OTHER),
        "of one's own device": lambda person: SimpleNamespace(user=person),
    },
    "can_suspend": {
        "another": lambda person: OTHER,
        "oneself": lambda person: person,
    },
    "can_end_sessions": {
        "one's own": lambda person: person,
        "another's": lambda person: OTHER,
    },
    "can_ask_for_reset": {
        "another's": lambda person: OTHER,
        "one's own": lambda person: person,
    },
    "can_agree_to_reset": {
        "what another asked": lambda person: SimpleNamespace(asked_by=OTHER, user=OTHER),
        "what one asked": lambda person: SimpleNamespace(asked_by=person, user=OTHER),
        "of one's own device": lambda person: SimpleNamespace(asked_by=OTHER, user=person),
    },
    "can_open_notification": {
        "one's own": lambda person: SimpleNamespace(user=person, user_id=person.pk),
        "another's": lambda person: SimpleNamespace(user=OTHER, user_id=OTHER.pk),
    },
    "can_see_ledger_entry": {"any entry": lambda person: SimpleNamespace(number=1)},
}
