"""What somebody is to be invited to, and whether that is possible (A1, A2)."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Invitation, User
from accounts.rules import can_give_role
from accounts.scopes import Scope
from accounts.services.checking import checked_address, checked_name
from accounts.services.granting import Terms, check_end, check_scope, first_free_moment, role_here
from accounts.services.roles import NOT_TO_YOURSELF, NOT_YOURS
from tenants.errors import ServiceError

INVITED_ALREADY = gettext_lazy("This person is invited already. You can send the invitation again.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is to be invited to."""

    email: str
    role: str
    display_name: str = ""
    scope: Scope | None = None
    ends_at: datetime | None = None
    reason: str = ""


def check_wanted(actor: User, wanted: Wanted) -> Wanted:
    """Return what is wanted in its normal form; raise `ServiceError` for what is not possible."""
    address = checked_address(wanted.email)
    person = User.objects.with_email(address)
    if person == actor:
        raise ServiceError({"email": NOT_TO_YOURSELF})
    role = role_here(wanted.role)
    if not can_give_role(actor, (role.slug, person)):
        raise ServiceError(NOT_YOURS)
    check_end(role, starts_at=timezone.now(), ends_at=wanted.ends_at)
    check_scope(role, wanted.scope)
    _check_not_held(person, wanted)
    pending = Invitation.objects.pending().of_scope(wanted.scope)
    pending = pending.filter(email=address, role=role.slug, expires_at__gt=timezone.now())
    if pending.exists():
        raise ServiceError({"email": INVITED_ALREADY})
    return replace(wanted, email=address, display_name=checked_name(wanted.display_name))


def _check_not_held(person: User | None, wanted: Wanted) -> None:
    """Refuse who has the role for at least as long; more time follows when that is over."""
    if person is None:
        return
    if not person.is_active:
        raise ServiceError({"email": _("This person's account is closed.")})
    terms = Terms(scope=wanted.scope, ends_at=wanted.ends_at)
    follows = first_free_moment(person, wanted.role, terms)
    if follows is None or (wanted.ends_at and wanted.ends_at <= follows):
        raise ServiceError({"email": _("%(person)s has this role already.") % {"person": person}})
