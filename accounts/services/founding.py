"""The first people: a new portal's administrator, and the platform's operators.

Nobody in the schema could invite them, so these have rules of their own.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ledger import record
from accounts.models import Invitation, RoleGrant, User
from accounts.roles import OPERATOR, PORTAL_ADMINISTRATOR
from accounts.services.checking import check_strength, checked_address
from accounts.services.granting import Terms, write_grant
from accounts.services.invitations.writing import open_invitation
from accounts.verbs import Verb
from tenants.current import current
from tenants.errors import ServiceError


def invite_first_administrator(*, actor: Any, email: str, display_name: str = "") -> Invitation:
    """Invite the first administrator of a new portal; `actor` is an operator or None (P2).

    Raises `ServiceError` in a portal that has or had one: then its own people invite.
    """
    if RoleGrant.objects.filter(role=PORTAL_ADMINISTRATOR).exists():
        raise ServiceError(_("This portal has an administrator, who invites the others."))
    with transaction.atomic():
        # The operator is no person of this schema: a key to one here would name somebody else.
        return open_invitation(
            actor=actor,
            email=checked_address(email),
            role=PORTAL_ADMINISTRATOR,
            display_name=display_name,
        )


def invite_first_operator(*, email: str) -> Invitation:
    """Invite an operator from the command line."""
    _require_platform()
    with transaction.atomic():
        return open_invitation(actor=None, email=checked_address(email), role=OPERATOR)


def make_operator(*, email: str, password: str, display_name: str = "") -> User:
    """Make an operator with a password from the command line; safe to repeat."""
    _require_platform()
    address = checked_address(email)
    with transaction.atomic():
        person = User.objects.with_email(address) or User(email=address)
        is_new = person.pk is None
        person.display_name = display_name or person.display_name or _("Operator")
        check_strength(password, person)
        person.set_password(password)
        person.email_confirmed_at = person.email_confirmed_at or timezone.now()
        person.save()
        if is_new:
            record(actor=None, verb=Verb.ACCOUNT_MADE, subject=person, detail={"by": "command"})
        if not person.has_role(OPERATOR):
            write_grant(
                actor=None, person=person, role=OPERATOR, terms=Terms(reason="Command line")
            )
    return person


def _require_platform() -> None:
    if not current().is_platform:
        raise ServiceError(_("Operators belong to the platform, not to a portal."))
