"""Who may do what with people and roles. Pure: a person and an object in, yes or no out."""

from typing import Any

from accounts.roles import (
    AUDITOR,
    CASEWORK_ROLES,
    OPERATOR,
    PORTAL_ADMINISTRATOR,
    PRACTICE_MANAGER,
    ROLES,
    WAGTAIL_ROLES,
)
from tenants.rules import anyone

__all__ = [
    "anyone",
    "can_agree_to_casework_role",
    "can_agree_to_reset",
    "can_approve_invitation",
    "can_ask_for_reset",
    "can_change_role_end",
    "can_check_ledger",
    "can_edit_site",
    "can_end_role",
    "can_end_sessions",
    "can_export_ledger",
    "can_give_role",
    "can_leave_role",
    "can_manage_invitation",
    "can_manage_team",
    "can_open_notification",
    "can_see_ledger",
    "can_see_ledger_entry",
    "can_see_own_account",
    "can_see_resets",
    "can_see_team",
    "can_set_places",
    "can_share",
    "can_suspend",
    "can_withdraw_invitation",
    "can_withdraw_reset",
]


def _holds(user: Any, *roles: str) -> bool:
    return bool(user and user.is_authenticated and any(user.has_role(role) for role in roles))


def _is_own(user: Any, person: Any) -> bool:
    """Whether somebody signed in is that person: of this portal, whoever has the same keys."""
    return bool(user and user.is_authenticated and user.is_here and user.uuid == person.uuid)


def can_see_own_account(user: Any, obj: Any = None) -> bool:
    """See and change one's own account: whoever is signed in."""
    return bool(user and user.is_authenticated)


def can_open_notification(user: Any, obj: Any) -> bool:
    """Open a notification (`obj`): the one person who was told; None is nobody's."""
    return obj is not None and _is_own(user, obj.user)


def can_manage_team(user: Any, obj: Any = None) -> bool:
    """Invite people: a portal's administrators, and on the platform its operators (A2)."""
    return _holds(user, PORTAL_ADMINISTRATOR, OPERATOR)


def can_see_team(user: Any, obj: Any = None) -> bool:
    """See who holds which role: those who manage the team, and practice managers (A3)."""
    return can_manage_team(user) or _holds(user, PRACTICE_MANAGER)


def can_agree_to_casework_role(user: Any, obj: Any = None) -> bool:
    """Be the second of the two people that a casework role takes: practice managers (A3)."""
    return _holds(user, PRACTICE_MANAGER)


def can_give_role(user: Any, obj: Any) -> bool:
    """Give a role, `obj` being `(role, person)`: the team's managers, never to themselves.

    What belongs to the platform is given there, everything else in portals.
    """
    role, person = obj
    giver = OPERATOR if ROLES[role].platform_only else PORTAL_ADMINISTRATOR
    return _holds(user, giver) and user != person


def can_manage_invitation(user: Any, obj: Any) -> bool:
    """Send an invitation (`obj`) again: those who may give its role, but never their own."""
    return can_give_role(user, (obj.role, None)) and user.email != obj.email


def can_approve_invitation(user: Any, obj: Any) -> bool:
    """Agree to an invitation (`obj`): a practice manager, neither invited nor inviting (A3)."""
    invited_by = obj.invited_by and obj.invited_by.uuid
    is_second = can_agree_to_casework_role(user) and user.uuid != invited_by
    return is_second and user.email != obj.email


def can_withdraw_invitation(user: Any, obj: Any) -> bool:
    """Take an invitation (`obj`) back: who may send it again, and who is asked to agree to it."""
    is_asked = obj.awaits_approval and can_agree_to_casework_role(user)
    return is_asked or can_manage_invitation(user, obj)


def can_end_role(user: Any, obj: Any) -> bool:
    """End a grant (`obj`): those who may give its role; a practice manager a casework role.

    Their own too; that the last one stays is the service's to check.
    """
    giver = OPERATOR if ROLES[obj.role].platform_only else PORTAL_ADMINISTRATOR
    return _holds(user, giver) or (obj.role in CASEWORK_ROLES and _holds(user, PRACTICE_MANAGER))


def can_change_role_end(user: Any, obj: Any) -> bool:
    """Change until when a grant (`obj`) holds: those who may give its role to that person."""
    return can_give_role(user, (obj.role, obj.user))


def can_leave_role(user: Any, obj: Any) -> bool:
    """Give up a role of the team (a grant, `obj`): whoever holds it."""
    return _is_own(user, obj.user) and ROLES[obj.role].team


def can_suspend(user: Any, obj: Any) -> bool:
    """Suspend a person (`obj`), or let them in again: the team's managers, never themselves."""
    return can_manage_team(user) and user.uuid != obj.uuid


def can_share(user: Any, obj: Any = None) -> bool:
    """Give editing roles for one section of the pages: the portal's administrators (A2)."""
    return _holds(user, PORTAL_ADMINISTRATOR)


def can_edit_site(user: Any, obj: Any = None) -> bool:
    """Open the editing area: who edits pages, all of them or one section's."""
    return bool(user and user.is_authenticated and user.roles_anywhere & WAGTAIL_ROLES)


def can_end_sessions(user: Any, obj: Any) -> bool:
    """Sign a person (`obj`) out everywhere: oneself, or anyone as a manager of the team (A6)."""
    return _is_own(user, obj) or can_manage_team(user)


def can_set_places(user: Any, obj: Any = None) -> bool:
    """Change the portal's localities and schools: its administrators (P1)."""
    return _holds(user, PORTAL_ADMINISTRATOR)


def can_see_resets(user: Any, obj: Any = None) -> bool:
    """See who has lost a device: the team's managers, and practice managers (A4)."""
    return can_see_team(user)


def can_ask_for_reset(user: Any, obj: Any = None) -> bool:
    """Ask that a person's (`obj`) lost devices be taken away; never one's own (A4)."""
    return can_see_resets(user) and user != obj


def can_agree_to_reset(user: Any, obj: Any = None) -> bool:
    """Be the second of the two people that a reset (`obj`) takes, besides its person (A4)."""
    if obj is None:
        return can_see_resets(user)
    return can_see_resets(user) and user not in (obj.asked_by, obj.user)


def can_withdraw_reset(user: Any, obj: Any) -> bool:
    """Take a request for a reset (`obj`) back: who sees them, and whose devices they are (A4)."""
    return _is_own(user, obj.user) or can_see_resets(user)


def can_see_ledger(user: Any, obj: Any = None) -> bool:
    """Read the ledger: a portal's auditors, and on the platform its operators (A11).

    Not those who run the portal: they are among the people whom it is about.
    """
    return _holds(user, AUDITOR, OPERATOR)


def can_see_ledger_entry(user: Any, obj: Any) -> bool:
    """Read one entry of the ledger: whoever reads the ledger; it holds no content of a case."""
    return can_see_ledger(user)


def can_export_ledger(user: Any, obj: Any = None) -> bool:
    """Download entries of the ledger: whoever reads it (A11)."""
    return can_see_ledger(user)


def can_check_ledger(user: Any, obj: Any = None) -> bool:
    """Have the chain of the ledger checked: whoever reads it (A11)."""
    return can_see_ledger(user)
