"""Giving roles, and changing until when they hold (A2, A3)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.groups import keep_groups_in_step
from accounts.ledger import record
from accounts.models import RoleGrant, User
from accounts.notifications.own import tell_role_given
from accounts.rules import can_change_role_end, can_give_role
from accounts.scopes import Scope
from accounts.services.granting import (
    Terms,
    check_end,
    check_second_person,
    is_held,
    limits,
    role_here,
    write_grant,
)
from accounts.services.role_mails import tell_of_role
from accounts.verbs import Verb
from tenants.errors import ServiceError

NOT_YOURS = gettext_lazy("You cannot give this role.")
NOT_TO_YOURSELF = gettext_lazy("You cannot give a role to yourself.")
ENDED = gettext_lazy("This role has ended already.")


def give_role(
    *,
    actor: User,
    person: User,
    role: str,
    scope: Scope | None = None,
    approved_by: User | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    reason: str = "",
) -> RoleGrant:
    """Give a role from now or `starts_at`, for good or until `ends_at`; `ServiceError` by field.

    `scope` limits it to one thing. A casework role takes two people (A3): `approved_by` is a
    practice manager who agrees.
    """
    if actor == person:
        raise ServiceError(NOT_TO_YOURSELF)
    definition = role_here(role)
    if not can_give_role(actor, (role, person)):
        raise ServiceError(NOT_YOURS)
    terms = Terms(
        scope=scope,
        given_by=actor,
        approved_by=approved_by,
        starts_at=starts_at or timezone.now(),
        ends_at=ends_at,
        reason=reason,
    )
    check_end(definition, starts_at=terms.starts_at, ends_at=ends_at)
    with transaction.atomic():
        check_second_person(role=role, giver=actor, receiver=person, second=approved_by)
        grant = write_grant(actor=actor, person=person, role=role, terms=terms)
        tell_role_given(grant)
        tell_of_role("role_given", grant, by=actor)
    return grant


def change_role_end(*, actor: User, grant: RoleGrant, ends_at: datetime | None) -> RoleGrant:
    """Change until when a role holds; None: for good. Raises `ServiceError` by field.

    More time for a casework role takes two people (A3), so it is offered anew and agreed to.
    """
    if not can_change_role_end(actor, grant):
        raise ServiceError(_("You cannot change this role."))
    now = timezone.now()
    with transaction.atomic():
        locked = locked_grant(grant)
        before = locked.ends_at
        check_end(locked.definition, starts_at=max(now, locked.starts_at), ends_at=ends_at)
        _check_longer(locked, ends_at)
        locked.ends_at = ends_at
        locked.save(update_fields=["ends_at"])
        keep_groups_in_step(locked.user)
        record(
            actor=actor,
            verb=Verb.ROLE_END_CHANGED,
            subject=locked.user,
            detail={"role": locked.role, **limits(locked.scope), "from": before, "to": ends_at},
        )
        tell_of_role("role_end_changed", locked, by=actor)
    return locked


def locked_grant(grant: RoleGrant) -> RoleGrant:
    """Return a grant that has not ended, locked; raise `ServiceError` for one that has.

    One of another portal with the same key is somebody else's.
    """
    open_ones = RoleGrant.objects.ending_after(timezone.now()).select_related("user")
    locked = open_ones.select_for_update(of=("self",)).filter(pk=grant.pk).first()
    if locked is None or locked.user.uuid != grant.user.uuid:
        raise ServiceError(ENDED)
    return locked


def _check_longer(grant: RoleGrant, ends_at: datetime | None) -> None:
    if grant.ends_at is None or (ends_at and ends_at <= grant.ends_at):
        return
    if grant.definition.casework:
        raise ServiceError(
            {
                "ends_at": _(
                    "More time in a casework role needs the agreement of a practice "
                    "manager. Give the role again; the new time follows the old."
                )
            }
        )
    later = Terms(scope=grant.scope, starts_at=grant.ends_at, ends_at=ends_at)
    if is_held(grant.user, grant.role, later):
        raise ServiceError({"ends_at": _("The same role begins again before that day.")})
