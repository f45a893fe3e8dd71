"""Inviting people to the team (A1, A3). The link's token leaves in the mail and is not kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import full_address
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import Invitation, RoleGrant, User
from accounts.models.invitations import default_expiry, new_token, token_digest
from accounts.notifications.own import tell_approval_wanted
from accounts.roles import PRACTICE_MANAGER
from accounts.rules import can_agree_to_casework_role, can_give_role
from accounts.scopes import Scope, label_of
from accounts.services.granting import (
    Terms,
    check_end,
    check_scope,
    first_free_moment,
    limits,
    role_here,
    takes_two_people,
)
from accounts.services.roles import NOT_TO_YOURSELF, NOT_YOURS
from accounts.verbs import Verb
from tenants.errors import ServiceError

NAME_LONGEST = 80
"""Characters that a display name has at most."""
INVITED_ALREADY = gettext_lazy("This person is invited already. You can send the invitation again.")


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is to be invited to."""

    email: str
    role: str
    display_name: str = ""
    scope: Scope | None = None
    ends_at: datetime | None = None
    reason: str = ""


def open_checked(actor: User, wanted: Wanted) -> Invitation:
    """Check all that a person's invitation needs, and write it; nothing is sent yet."""
    wanted = check_wanted(actor, wanted)
    needs_approval = takes_two_people(wanted.role) or _first_is_invited(wanted.role)
    return write_invitation(
        actor=actor, wanted=wanted, invited_by=actor, needs_approval=needs_approval
    )


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


def open_invitation(
    *, actor: User | None, email: str, role: str, display_name: str = ""
) -> Invitation:
    """Write and send an invitation by nobody of this place, for the services that checked it."""
    wanted = Wanted(email, role, checked_name(display_name))
    invitation = write_invitation(actor=actor, wanted=wanted)
    renew(invitation)
    return invitation


def write_invitation(
    *,
    actor: User | None,
    wanted: Wanted,
    invited_by: User | None = None,
    needs_approval: bool = False,
) -> Invitation:
    """Write an invitation and record it; its link is made when it is sent."""
    kind, key = wanted.scope or ("", "")
    _withdraw_expired(wanted)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=wanted.email,
                role=wanted.role,
                display_name=wanted.display_name,
                scope_kind=kind,
                scope_key=key,
                role_ends_at=wanted.ends_at,
                invited_by=invited_by,
                needs_approval=needs_approval,
                token_hash=token_digest(new_token()),
            )
    except IntegrityError:
        raise ServiceError({"email": INVITED_ALREADY}) from None
    _record(actor, Verb.PERSON_INVITED, invitation, wanted.reason)
    return invitation


def approve_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Agree to a casework role as its second person; the mail goes out (A3)."""
    with transaction.atomic():
        locked = _locked(invitation)
        own = actor.email == locked.email
        if not can_agree_to_casework_role(actor) or own or actor == locked.invited_by:
            raise ServiceError(_("Another practice manager has to agree to this."))
        if not locked.awaits_approval:
            raise ServiceError(_("Somebody has agreed to this already."))
        locked.approved_by, locked.approved_at = actor, timezone.now()
        renew(locked)
        _record(actor, Verb.INVITATION_APPROVED, locked)
    return locked


def resend_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Send a new link, with its full time; the one before stops working."""
    with transaction.atomic():
        locked = _managed(actor, invitation)
        if locked.awaits_approval:
            raise ServiceError(_("A practice manager has to agree first."))
        renew(locked)
        _record(actor, Verb.INVITATION_SENT_AGAIN, locked)
    return locked


def withdraw_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Take an invitation back; its link stops working.

    A practice manager does so who does not agree to a casework role.
    """
    with transaction.atomic():
        locked = _locked(invitation)
        if not (locked.awaits_approval and can_agree_to_casework_role(actor)):
            locked = _managed(actor, invitation)
        locked.withdrawn_at = timezone.now()
        locked.save(update_fields=["withdrawn_at"])
        _record(actor, Verb.INVITATION_WITHDRAWN, locked)
    return locked


def checked_address(email: str) -> str:
    """Return an e-mail address in its normal form; raise `ServiceError`."""
    address = User.objects.normalize_email(email)
    try:
        validate_email(address)
    except ValidationError:
        message = _("Enter an e-mail address, like name@example.org.")
        raise ServiceError({"email": message}) from None
    return address


def checked_name(display_name: str) -> str:
    """Return a name without space around it; raise `ServiceError` for one that is too long."""
    name = display_name.strip()
    if len(name) > NAME_LONGEST:
        message = _("The name must be %(name_longest)s characters or fewer.") % {
            "name_longest": NAME_LONGEST
        }
        raise ServiceError({"display_name": message})
    return name


def renew(invitation: Invitation) -> None:
    """Give an invitation a new link with its full time, and mail it."""
    token = new_token()
    invitation.token_hash, invitation.expires_at = token_digest(token), default_expiry()
    invitation.save()
    mail_after_commit(
        "invitation",
        to=invitation.email,
        invitation=invitation,
        role=invitation.definition,
        where=label_of(invitation.scope),
        link=full_address("accept_invitation", token),
    )


def tell_practice_managers(invitations: Sequence[Invitation]) -> None:
    """Ask the practice managers to agree, with one mail each for however many there are."""
    first = invitations[0]
    held = RoleGrant.objects.active_on(timezone.now()).of_usable_people()
    grants = held.filter(role=PRACTICE_MANAGER).select_related("user")
    managers = [grant.user for grant in grants if grant.user != first.invited_by]
    for invitation in invitations:
        tell_approval_wanted(invitation, managers)
    for manager in managers:
        mail_after_commit(
            "approval_wanted",
            to=manager.email,
            language=manager.language,
            invitation=first,
            number=len(invitations),
            role=first.definition,
            link=full_address("team"),
        )


def _managed(actor: User, invitation: Invitation) -> Invitation:
    locked = _locked(invitation)
    person = User.objects.with_email(locked.email)
    if not can_give_role(actor, (locked.role, person)):
        raise ServiceError(NOT_YOURS)
    return locked


def _locked(invitation: Invitation) -> Invitation:
    found = Invitation.objects.pending().select_for_update(of=("self",)).filter(pk=invitation.pk)
    locked = found.first()
    if locked is None:
        raise ServiceError(_("This invitation is no longer open."))
    return locked


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


def _first_is_invited(role: str) -> bool:
    """Whether the portal's first practice manager is invited: a second one takes two people."""
    if role != PRACTICE_MANAGER:
        return False
    pending = Invitation.objects.pending().filter(role=role, expires_at__gt=timezone.now())
    return pending.exists()


def _withdraw_expired(wanted: Wanted) -> None:
    """Make room for a new invitation where the one before has run out."""
    pending = Invitation.objects.pending().of_scope(wanted.scope)
    pending = pending.filter(email=wanted.email, role=wanted.role)
    pending.filter(expires_at__lte=timezone.now()).update(withdrawn_at=timezone.now())


def _record(actor: User | None, verb: Verb, invitation: Invitation, reason: str = "") -> None:
    detail = {"role": invitation.role, **limits(invitation.scope)}
    if reason:
        detail["reason"] = reason
    record(actor=actor, verb=verb, subject=invitation, detail=detail)
