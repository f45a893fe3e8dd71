"""Ending roles: another's, one's own, and those of a thing that is gone (A2)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.groups import keep_groups_in_step
from accounts.ledger import record
from accounts.locks import LAST_LOCK, SCOPES_LOCK, lock
from accounts.models import Invitation, RoleGrant, User
from accounts.roles import Role
from accounts.rules import can_end_role, can_leave_role
from accounts.services.granting import limits
from accounts.services.invitations.writing import withdraw
from accounts.services.role_mails import tell_of_role
from accounts.services.roles import locked_grant
from accounts.verbs import Verb
from tenants.errors import ServiceError


def end_role(*, actor: User, grant: RoleGrant, reason: str = "") -> RoleGrant:
    """End a grant now. Raises `ServiceError`: also for the last holder of a role that must stay."""
    with transaction.atomic():
        lock(LAST_LOCK)
        actor.ask_anew()  # somebody may have ended the actor's own role while we waited
        if not can_end_role(actor, grant):
            raise ServiceError(_("You cannot end this role."))
        ended = _end(actor, Verb.ROLE_ENDED, grant, reason)
        tell_of_role("role_ended", ended, by=actor, reason=reason)
    return ended


def leave_role(*, actor: User, grant: RoleGrant, reason: str = "") -> RoleGrant:
    """Give up one's own role now. Raises `ServiceError` like `end_role`."""
    if not can_leave_role(actor, grant):
        raise ServiceError(_("You cannot give up this role."))
    with transaction.atomic():
        lock(LAST_LOCK)
        return _end(actor, Verb.ROLE_LEFT, grant, reason)


def end_roles_of(kind: str, keys: Iterable[str], *, actor: User | None, reason: str) -> None:
    """End what is limited to things that are being removed, for whoever removes them.

    Open invitations to them are withdrawn. The rule of the removal has been checked.
    """
    now = timezone.now()
    scoped = {"scope_kind": kind, "scope_key__in": list(keys)}
    with transaction.atomic():
        lock(SCOPES_LOCK)
        open_ones = Invitation.objects.pending().filter(**scoped)
        for invitation in open_ones.select_for_update(of=("self",)):
            withdraw(actor, invitation, reason)
        found = RoleGrant.objects.ending_after(now).filter(**scoped).select_related("user")
        for grant in found.select_for_update(of=("self",)):
            _write_end(actor, Verb.ROLE_ENDED, grant, reason)
            tell_of_role("role_ended", grant, by=actor, reason=reason)


def check_not_last(role: Role, person: User, now: datetime) -> None:
    """Raise `ServiceError` when nobody else holds a role that somebody must always hold.

    Only under `LAST_LOCK`.
    """
    if is_last(role, person, now):
        title = role.title.lower()
        raise ServiceError(
            _("This is the last %(title)s. Give the role to somebody else first.")
            % {"title": title}
        )


def is_last(role: Role, person: User, now: datetime) -> bool:
    """Whether nobody else holds a role that somebody must always hold."""
    if not role.indispensable:
        return False
    others = RoleGrant.objects.filter(role=role.slug).exclude(user=person)
    return not others.active_on(now).of_usable_people().exists()


def _end(actor: User, verb: Verb, grant: RoleGrant, reason: str) -> RoleGrant:
    locked = locked_grant(grant)
    check_not_last(locked.definition, locked.user, timezone.now())
    _write_end(actor, verb, locked, reason)
    return locked


def _write_end(actor: User | None, verb: Verb, grant: RoleGrant, reason: str) -> None:
    grant.ends_at = max(timezone.now(), grant.starts_at)
    grant.ended_by = actor
    grant.save(update_fields=["ends_at", "ended_by"])
    keep_groups_in_step(grant.user)
    record(
        actor=actor,
        verb=verb,
        subject=grant.user,
        detail={"role": grant.role, **limits(grant.scope), "reason": reason},
    )
