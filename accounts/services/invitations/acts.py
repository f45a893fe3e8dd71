"""Inviting somebody to the team, and what is done with an invitation (A1, A3)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Invitation, User
from accounts.roles import PRACTICE_MANAGER
from accounts.rules import can_approve_invitation, can_manage_invitation, can_withdraw_invitation
from accounts.scopes import Scope
from accounts.services.granting import takes_two_people
from accounts.services.invitations.wanted import Wanted, check_wanted
from accounts.services.invitations.writing import (
    locked_invitation,
    record_act,
    renew,
    tell_practice_managers,
    withdraw,
    write_invitation,
)
from accounts.services.roles import NOT_YOURS
from accounts.verbs import Verb
from tenants.errors import ServiceError


def invite_person(
    *,
    actor: User,
    email: str,
    role: str,
    display_name: str = "",
    scope: Scope | None = None,
    ends_at: datetime | None = None,
    reason: str = "",
) -> Invitation:
    """Invite an address for a role and mail the link. Raises `ServiceError` by field.

    `scope` limits the role, `ends_at` says until when it will hold. For a casework role the mail
    waits until a practice manager agrees, and they are told (A3).
    """
    with transaction.atomic():
        wanted = Wanted(email, role, display_name, scope, ends_at, reason)
        invitation = open_checked(actor, wanted)
        if invitation.awaits_approval:
            tell_practice_managers([invitation])
        else:
            renew(invitation)
        return invitation


def open_checked(actor: User, wanted: Wanted) -> Invitation:
    """Check all that a person's invitation needs, and write it; nothing is sent yet."""
    wanted = check_wanted(actor, wanted)
    needs_approval = takes_two_people(wanted.role) or _first_is_invited(wanted.role)
    return write_invitation(
        actor=actor, wanted=wanted, invited_by=actor, needs_approval=needs_approval
    )


def approve_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Agree to a casework role as its second person; the mail goes out (A3)."""
    with transaction.atomic():
        locked = locked_invitation(invitation)
        if not can_approve_invitation(actor, locked):
            raise ServiceError(_("Another practice manager has to agree to this."))
        if not locked.awaits_approval:
            raise ServiceError(_("Somebody has agreed to this already."))
        locked.approved_by, locked.approved_at = actor, timezone.now()
        renew(locked)
        record_act(actor, Verb.INVITATION_APPROVED, locked)
    return locked


def resend_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Send a new link, with its full time; the one before stops working."""
    with transaction.atomic():
        locked = locked_invitation(invitation)
        if not can_manage_invitation(actor, locked):
            raise ServiceError(NOT_YOURS)
        if locked.awaits_approval:
            raise ServiceError(_("A practice manager has to agree first."))
        renew(locked)
        record_act(actor, Verb.INVITATION_SENT_AGAIN, locked)
    return locked


def withdraw_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Take an invitation back; its link stops working.

    A practice manager does so who does not agree to a casework role.
    """
    with transaction.atomic():
        locked = locked_invitation(invitation)
        if not can_withdraw_invitation(actor, locked):
            raise ServiceError(NOT_YOURS)
        withdraw(actor, locked)
    return locked


def _first_is_invited(role: str) -> bool:
    """Whether the portal's first practice manager is invited: a second one takes two people."""
    if role != PRACTICE_MANAGER:
        return False
    pending = Invitation.objects.pending().filter(role=role, expires_at__gt=timezone.now())
    return pending.exists()
