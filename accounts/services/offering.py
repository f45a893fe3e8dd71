"""Offering a role to somebody who has an account: given at once, or when a second person agrees."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Invitation, RoleGrant, User
from accounts.rules import can_give_role
from accounts.scopes import Scope
from accounts.services.granting import role_here, takes_two_people
from accounts.services.invitations import invite_person
from accounts.services.roles import NOT_YOURS, give_role
from tenants.errors import ServiceError


def offer_role(
    *,
    actor: User,
    person: User,
    role: str,
    scope: Scope | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    reason: str = "",
) -> RoleGrant | Invitation:
    """Give the role; where it takes two people (A3), invite the person, which a manager agrees to.

    Raises `ServiceError` by field.
    """
    role_here(role)
    if not can_give_role(actor, (role, person)):
        raise ServiceError(NOT_YOURS)
    with transaction.atomic():
        if not takes_two_people(role):
            return give_role(
                actor=actor,
                person=person,
                role=role,
                scope=scope,
                starts_at=starts_at,
                ends_at=ends_at,
                reason=reason,
            )
        if starts_at:
            late = _("This role starts when a practice manager has agreed and the person accepts.")
            raise ServiceError({"starts_at": _("%(late)s Leave the start empty.") % {"late": late}})
        try:
            return invite_person(
                actor=actor,
                email=person.email,
                role=role,
                display_name=person.display_name,
                scope=scope,
                ends_at=ends_at,
                reason=reason,
            )
        except ServiceError as error:
            raise _about_role(error) from None


def _about_role(error: ServiceError) -> ServiceError:
    """Say of the role what is said of an address: the person was chosen, not typed."""
    return ServiceError({"role" if k == "email" else k: v for k, v in error.messages.items()})
