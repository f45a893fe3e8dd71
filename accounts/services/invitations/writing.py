"""Writing and sending invitations, for the services that have checked who asks (A1, A3).

The link's token leaves in the mail and is not kept.
"""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import full_address
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import Invitation, RoleGrant, User
from accounts.models.invitations import default_expiry, new_token, token_digest
from accounts.notifications.own import tell_approval_wanted
from accounts.roles import PRACTICE_MANAGER
from accounts.scopes import label_of
from accounts.services.checking import checked_name
from accounts.services.granting import limits
from accounts.services.invitations.wanted import INVITED_ALREADY, Wanted
from accounts.verbs import Verb
from tenants.errors import ServiceError


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
    record_act(actor, Verb.PERSON_INVITED, invitation, wanted.reason)
    return invitation


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
            about=_about(invitations),
            invitation=first,
            number=len(invitations),
            role=first.definition,
            link=full_address("team"),
        )


def _about(invitations: Sequence[Invitation]) -> tuple[str, dict[str, Any]]:
    """Return what the subject says of those who wait: the first by name, and how many."""
    first = invitations[0]
    words = {"person": first.display_name or first.email, "role": first.definition.title}
    if len(invitations) == 1:
        return "approval_wanted", words
    return "approvals_wanted", {**words, "number": len(invitations)}


def locked_invitation(invitation: Invitation) -> Invitation:
    """Return an open invitation, locked; raise `ServiceError` for one that is not."""
    found = Invitation.objects.pending().select_for_update(of=("self",))
    locked = found.filter(pk=invitation.pk).first()
    if locked is None:
        raise ServiceError(_("This invitation is no longer open."))
    return locked


def withdraw(actor: User | None, invitation: Invitation, reason: str = "") -> None:
    """Take an invitation back and record it; its link stops working."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record_act(actor, Verb.INVITATION_WITHDRAWN, invitation, reason)


def record_act(actor: User | None, verb: Verb, invitation: Invitation, reason: str = "") -> None:
    """Write into the ledger what was done with an invitation."""
    detail = {"role": invitation.role, **limits(invitation.scope)}
    if reason:
        detail["reason"] = reason
    record(actor=actor, verb=verb, subject=invitation, detail=detail)


def _withdraw_expired(wanted: Wanted) -> None:
    """Make room for a new invitation where the one before has run out."""
    pending = Invitation.objects.pending().of_scope(wanted.scope)
    pending = pending.filter(email=wanted.email, role=wanted.role)
    pending.filter(expires_at__lte=timezone.now()).update(withdrawn_at=timezone.now())
