"""Giving and ending roles (A2, A3)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.ledger import record
from accounts.models import RoleGrant, User
from accounts.notifications.own import tell_role_given
from accounts.roles import Role
from accounts.rules import can_end_role, can_give_role
from accounts.services.granting import (
    Terms,
    check_second_person,
    keep_groups_in_step,
    role_here,
    write_grant,
)
from accounts.verbs import Verb
from tenants.errors import ServiceError

NOT_YOURS = "You cannot give this role."
NOT_TO_YOURSELF = "You cannot give a role to yourself."


def give_role(
    *,
    actor: User,
    person: User,
    role: str,
    approved_by: User | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    reason: str = "",
) -> RoleGrant:
    """Give a role from now or `starts_at`, for good or until `ends_at`; `ServiceError` by field.

    A casework role takes two people (A3): `approved_by` is a practice manager who agrees.
    """
    if actor == person:
        raise ServiceError(NOT_TO_YOURSELF)
    definition = role_here(role)
    if not can_give_role(actor, (role, person)):
        raise ServiceError(NOT_YOURS)
    terms = Terms(
        given_by=actor,
        approved_by=approved_by,
        starts_at=starts_at or timezone.now(),
        ends_at=ends_at,
        reason=reason,
    )
    _check_end(definition, terms)
    with transaction.atomic():
        check_second_person(role=role, giver=actor, receiver=person, second=approved_by)
        grant = write_grant(actor=actor, person=person, role=role, terms=terms)
        tell_role_given(grant)
    return grant


def end_role(*, actor: User, grant: RoleGrant, reason: str = "") -> RoleGrant:
    """End a grant now. Raises `ServiceError`: also for the last holder of a role that must stay."""
    if not can_end_role(actor, grant):
        raise ServiceError("You cannot end this role.")
    now = timezone.now()
    with transaction.atomic():
        open_ones = RoleGrant.objects.filter(role=grant.role).ending_after(now)
        held = {each.pk: each for each in open_ones.select_for_update(of=("self",)).order_by("pk")}
        locked = held.get(grant.pk)
        if locked is None:
            raise ServiceError("This role has ended already.")
        check_not_last(locked, now)
        locked.ends_at = max(now, locked.starts_at)
        locked.ended_by = actor
        locked.save(update_fields=["ends_at", "ended_by"])
        keep_groups_in_step(locked.user)
        record(
            actor=actor,
            verb=Verb.ROLE_ENDED,
            subject=locked.user,
            detail={"role": locked.role, "reason": reason},
        )
    return locked


def _check_end(role: Role, terms: Terms) -> None:
    if terms.ends_at is None:
        return
    if terms.ends_at <= terms.starts_at:
        raise ServiceError({"ends_at": "The end must be after the start."})
    if role.indispensable:
        raise ServiceError({"ends_at": "This role has no end date: somebody must always hold it."})


def check_not_last(grant: RoleGrant, now: datetime) -> None:
    """Raise `ServiceError` for the last usable holder of a role that somebody must hold."""
    if not grant.definition.indispensable:
        return
    others = RoleGrant.objects.filter(role=grant.role).exclude(user=grant.user)
    if not others.active_on(now).of_usable_people().exists():
        title = grant.definition.title.lower()
        raise ServiceError(f"This is the last {title}. Give the role to somebody else first.")
