"""Accepting an invitation: once, before its end, on the portal that sent it (A1)."""

from dataclasses import replace

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ledger import record
from accounts.locks import lock_roles
from accounts.models import Invitation, User
from accounts.models.invitations import token_digest
from accounts.rules import can_agree_to_casework_role, can_give_role
from accounts.services.checking import check_strength, checked_display_name
from accounts.services.granting import (
    Terms,
    check_scope,
    first_free_moment,
    role_here,
    takes_two_people,
    write_grant,
)
from accounts.throttling import WrongSecret, attempt
from accounts.tokens import REFUSED
from accounts.verbs import Verb
from tenants.errors import ServiceError
from tenants.languages import spoken
from tenants.links import LinkRefused


def find_invitation(token: str, *, locked: bool = False) -> Invitation:
    """Return the open invitation of a link; raise `LinkRefused` in plain words.

    Another portal's token is unknown here: its digest is in that portal's schema.
    """
    found = Invitation.objects.filter(token_hash=token_digest(token))
    if locked:
        found = found.select_for_update(of=("self",))
    invitation = found.select_related("invited_by").first()
    if invitation is None:
        raise LinkRefused(
            _("%(refused)s If you were invited twice, use the newest e-mail. %(ask)s")
            % {"refused": REFUSED, "ask": _ask()}
        )
    if invitation.accepted_at:
        raise LinkRefused(_("This invitation has been accepted already. You can sign in."))
    if invitation.withdrawn_at or invitation.awaits_approval:
        raise LinkRefused(
            _("This invitation has been withdrawn. %(ask)s") % {"ask": _ask(invitation)}
        )
    if invitation.has_expired:
        raise LinkRefused(_("This invitation is too old. %(ask)s") % {"ask": _ask(invitation)})
    return invitation


def _ask(invitation: Invitation | None = None) -> str:
    """Say who has a new link."""
    inviter = invitation and invitation.invited_by
    who = (
        _("%(inviter)s, who invited you,") % {"inviter": inviter}
        if inviter
        else _("the person who invited you")
    )
    days = settings.INVITATION_DAYS
    return _("Ask %(who)s for a new link. A link works once and for %(days)s days.") % {
        "who": who,
        "days": days,
    }


def account_of(invitation: Invitation) -> User | None:
    """Return the account that the invited person has here and has confirmed, None without one."""
    person = User.objects.with_email(invitation.email)
    return person if person and person.is_confirmed else None


def accept_invitation(*, token: str, display_name: str, password: str) -> User:
    """Take the role. Who has no account gets one; who has one proves it by its password.

    Raises `LinkRefused` for a link that does not work, `ServiceError` by field.
    """
    try:
        with attempt("invitation", token_digest(token)), transaction.atomic():
            lock_roles()
            invitation = find_invitation(token, locked=True)
            role = role_here(invitation.role)
            check_scope(role, invitation.scope)
            _check_second_person(invitation)
            person = account_of(invitation)
            if person is None:
                person = _make_account(invitation, display_name, password)
            else:
                _check_account(person, password)
            _check_others(invitation, person)
            _take_role(invitation, person)
    except IntegrityError:
        raise ServiceError(_("Somebody has just used this link or address. Try again.")) from None
    return person


def _check_second_person(invitation: Invitation) -> None:
    if invitation.approved_at is None and takes_two_people(invitation.role):
        raise LinkRefused(_("A practice manager has to agree first. Ask for a new invitation."))


def _check_others(invitation: Invitation, person: User) -> None:
    """Those who invited and agreed must still be fit to, and be somebody else (A3)."""
    inviter, second = invitation.invited_by, invitation.approved_by
    if inviter and not can_give_role(inviter, (invitation.role, person)):
        raise LinkRefused(
            _("Who invited you can no longer do so. Ask the team for a new invitation.")
        )
    if second and (second == person or not can_agree_to_casework_role(second)):
        raise LinkRefused(_("A practice manager has to agree anew. Ask for a new invitation."))


def _make_account(invitation: Invitation, display_name: str, password: str) -> User:
    """Make the account, or take over one that nobody confirmed: the mail proves whose it is."""
    person = User.objects.select_for_update().filter(email=invitation.email).first()
    person = person or User(email=invitation.email, language=spoken())
    if not person.is_active:
        raise ServiceError(_("This account is closed."))
    person.display_name = checked_display_name(display_name, held=[invitation.role])
    check_strength(password, person)
    person.set_password(password)
    person.email_confirmed_at = timezone.now()
    person.save()
    record(actor=person, verb=Verb.ACCOUNT_MADE, subject=person, detail={"by": "invitation"})
    return person


def _check_account(person: User, password: str) -> None:
    if not person.can_sign_in:
        raise ServiceError(_("This account is closed."))
    if not person.check_password(password):
        raise WrongSecret({"password": _("This is not the password of your account.")})


def _take_role(invitation: Invitation, person: User) -> None:
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record(
        actor=person,
        verb=Verb.INVITATION_ACCEPTED,
        subject=invitation,
        detail={"role": invitation.role},
    )
    write_grant(
        actor=invitation.invited_by or person,
        person=person,
        role=invitation.role,
        terms=_terms(invitation, person),
    )


def _terms(invitation: Invitation, person: User) -> Terms:
    """Return what was offered; it begins when an earlier grant of the same role is over."""
    terms = Terms(
        scope=invitation.scope,
        given_by=invitation.invited_by,
        approved_by=invitation.approved_by,
        ends_at=invitation.role_ends_at,
        reason="Invitation accepted",
    )
    free = first_free_moment(person, invitation.role, terms)
    terms = replace(terms, starts_at=free or terms.starts_at)
    if terms.ends_at and terms.ends_at <= terms.starts_at:
        raise LinkRefused(
            _("The time for which you were invited is over. %(ask)s") % {"ask": _ask(invitation)}
        )
    return terms
