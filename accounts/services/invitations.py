"""Inviting people to the team (A1, A3). The link's token leaves in the mail and is not kept."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.addresses import full_address
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import Invitation, RoleGrant, User
from accounts.models.invitations import default_expiry, new_token, token_digest
from accounts.notifications.own import tell_approval_wanted
from accounts.roles import PRACTICE_MANAGER
from accounts.rules import can_agree_to_casework_role, can_give_role
from accounts.services.granting import role_here, takes_two_people
from accounts.services.roles import NOT_TO_YOURSELF, NOT_YOURS
from accounts.verbs import Verb
from tenants.errors import ServiceError

INVITED_ALREADY = "This person is invited already. You can send the invitation again."


def invite_person(*, actor: User, email: str, role: str, display_name: str = "") -> Invitation:
    """Invite an address for a role and mail the link. Raises `ServiceError` by field.

    For a casework role the mail waits until a practice manager agrees, and they are told (A3).
    """
    address = checked_address(email)
    person = User.objects.with_email(address)
    if person == actor:
        raise ServiceError({"email": NOT_TO_YOURSELF})
    role_here(role)
    if not can_give_role(actor, (role, person)):
        raise ServiceError(NOT_YOURS)
    with transaction.atomic():
        _check_not_held(person, role)
        needs_approval = takes_two_people(role) or _first_is_invited(role)
        return open_invitation(
            actor=actor,
            email=address,
            role=role,
            display_name=display_name,
            invited_by=actor,
            needs_approval=needs_approval,
        )


def open_invitation(
    *,
    actor: User | None,
    email: str,
    role: str,
    display_name: str = "",
    invited_by: User | None = None,
    needs_approval: bool = False,
) -> Invitation:
    """Write and send an invitation, for the services that have checked who asks."""
    _withdraw_expired(email, role)
    token = new_token()
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=email,
                role=role,
                display_name=display_name.strip(),
                invited_by=invited_by,
                needs_approval=needs_approval,
                token_hash=token_digest(token),
            )
    except IntegrityError:
        raise ServiceError({"email": INVITED_ALREADY}) from None
    if needs_approval:
        _tell_practice_managers(invitation)
    else:
        _mail(invitation, token)
    _record(actor, Verb.PERSON_INVITED, invitation)
    return invitation


def approve_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Agree to a casework role as its second person; the mail goes out (A3)."""
    with transaction.atomic():
        locked = _locked(invitation)
        own = actor.email == locked.email
        if not can_agree_to_casework_role(actor) or own or actor == locked.invited_by:
            raise ServiceError("Another practice manager has to agree to this.")
        if not locked.awaits_approval:
            raise ServiceError("Somebody has agreed to this already.")
        locked.approved_by, locked.approved_at = actor, timezone.now()
        _renew(locked)
        _record(actor, Verb.INVITATION_APPROVED, locked)
    return locked


def resend_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Send a new link, with its full time; the one before stops working."""
    with transaction.atomic():
        locked = _managed(actor, invitation)
        if locked.awaits_approval:
            raise ServiceError("A practice manager has to agree first.")
        _renew(locked)
        _record(actor, Verb.INVITATION_SENT_AGAIN, locked)
    return locked


def withdraw_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Take an invitation back; its link stops working."""
    with transaction.atomic():
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
        message = "Enter an e-mail address, like name@example.org."
        raise ServiceError({"email": message}) from None
    return address


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
        raise ServiceError("This invitation is no longer open.")
    return locked


def _check_not_held(person: User | None, role: str) -> None:
    if person is None:
        return
    if not person.is_active:
        raise ServiceError({"email": "This person's account is closed."})
    if person.grants.filter(role=role).ending_after(timezone.now()).exists():
        raise ServiceError({"email": f"{person} has this role already."})


def _first_is_invited(role: str) -> bool:
    """Whether the portal's first practice manager is invited: a second one takes two people."""
    if role != PRACTICE_MANAGER:
        return False
    pending = Invitation.objects.pending().filter(role=role, expires_at__gt=timezone.now())
    return pending.exists()


def _withdraw_expired(email: str, role: str) -> None:
    """Make room for a new invitation where the one before has run out."""
    pending = Invitation.objects.pending().filter(email=email, role=role)
    pending.filter(expires_at__lte=timezone.now()).update(withdrawn_at=timezone.now())


def _record(actor: User | None, verb: Verb, invitation: Invitation) -> None:
    record(actor=actor, verb=verb, subject=invitation, detail={"role": invitation.role})


def _renew(invitation: Invitation) -> None:
    token = new_token()
    invitation.token_hash, invitation.expires_at = token_digest(token), default_expiry()
    invitation.save()
    _mail(invitation, token)


def _mail(invitation: Invitation, token: str) -> None:
    mail_after_commit(
        "invitation",
        to=invitation.email,
        invitation=invitation,
        role=invitation.definition,
        link=full_address("accept_invitation", token),
    )


def _tell_practice_managers(invitation: Invitation) -> None:
    held = RoleGrant.objects.active_on(timezone.now()).of_usable_people()
    grants = held.filter(role=PRACTICE_MANAGER).select_related("user")
    managers = [grant.user for grant in grants if grant.user != invitation.invited_by]
    tell_approval_wanted(invitation, managers)
    for manager in managers:
        mail_after_commit(
            "approval_wanted",
            to=manager.email,
            language=manager.language,
            invitation=invitation,
            role=invitation.definition,
            link=full_address("team"),
        )
