"""Another e-mail address: it happens once the old and the new one have confirmed (A8)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import full_address
from accounts.change_links import (
    NEW,
    OLD,
    STOP,
    TO_CONFIRM,
    TO_STOP,
    Link,
    change_of,
    link_for,
)
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import EmailChange, User
from accounts.services.checking import checked_address
from accounts.services.own_account import locked_person
from accounts.services.proofs import check_own_password
from accounts.services.releasing import free_address
from accounts.services.visits import drop_sessions
from accounts.verbs import Verb
from tenants.errors import ServiceError
from tenants.links import LinkRefused

MOST_A_DAY = 5
TOO_MANY = gettext_lazy("You have asked for this too often. Try again tomorrow.")
TAKEN = gettext_lazy("Somebody else uses this e-mail address by now. Your address stays as it is.")


class _Taken(Exception):
    """Between asking and confirming, somebody else got the address."""


def pending_change(person: User) -> EmailChange | None:
    """Return the change that a person has asked for and that can still happen."""
    changes = EmailChange.objects.open().filter(user=person.pk)
    found: EmailChange | None = changes.filter(expires_at__gt=timezone.now()).first()
    return found


def ask_email_change(*, actor: User, email: str, password: str) -> EmailChange:
    """Ask for another address; one that was asked for before is withdrawn.

    The answer is the same when somebody has the address, who is then told. Raises `ServiceError`
    by field.
    """
    address = checked_address(email)
    check_own_password(person=actor, password=password)
    with transaction.atomic():
        person = locked_person(actor)
        if address == person.email:
            raise ServiceError({"email": _("This is your e-mail address already.")})
        _check_not_too_many(person)
        _withdraw_open(person)
        change = EmailChange.objects.create(user=person, new_email=address)
        _mail_old(change)
        _mail_new(change)
        record(actor=person, verb=Verb.EMAIL_CHANGE_ASKED, subject=person)
    return change


def withdraw_email_change(*, actor: User) -> None:
    """Take one's own wish back. Raises `ServiceError` when there is none."""
    with transaction.atomic():
        person = locked_person(actor)
        if not _withdraw_open(person):
            raise ServiceError(_("There is no change to take back."))
        record(actor=person, verb=Verb.EMAIL_CHANGE_WITHDRAWN, subject=person)


def confirm_email_change(*, token: str, keep: str = "") -> EmailChange:
    """Confirm from one of the two mailboxes; with the second one the change happens.

    Every session then ends but `keep`, the key of the one in hand. Raises `LinkRefused`.
    """
    link = change_of(token, sides=TO_CONFIRM)
    try:
        with transaction.atomic():
            change = _locked_change(link)
            _confirm(change, link.side)
            if change.old_confirmed_at and change.new_confirmed_at:
                _happen(change, keep)
            change.save()
    except (_Taken, IntegrityError):
        with transaction.atomic():
            person = locked_person(link.change.user)
            _withdraw_open(person)
            record(actor=person, verb=Verb.EMAIL_CHANGE_WITHDRAWN, subject=person)
        raise LinkRefused(TAKEN) from None
    return change


def stop_email_change(*, token: str) -> EmailChange:
    """ "This was not me": withdraw the change and end every session. Raises `LinkRefused`."""
    link = change_of(token, sides=TO_STOP)
    with transaction.atomic():
        change = _locked_change(link)
        change.withdrawn_at = timezone.now()
        change.save(update_fields=["withdrawn_at"])
        drop_sessions(change.user)
        record(actor=change.user, verb=Verb.EMAIL_CHANGE_STOPPED, subject=change.user)
    return change


def _locked_change(link: Link) -> EmailChange:
    """Return the change, its person and then it locked; it may have ended while we waited."""
    try:
        person = locked_person(link.change.user)
    except ServiceError as error:
        raise LinkRefused(str(error)) from None
    change = change_of(link.token, sides=(link.side,), locked=True).change
    change.user = person
    return change


def _confirm(change: EmailChange, side: str) -> None:
    if side == OLD:
        change.old_confirmed_at = timezone.now()
    else:
        change.new_confirmed_at = timezone.now()


def _happen(change: EmailChange, keep: str) -> None:
    person, old = change.user, change.user.email
    holder = User.objects.select_for_update().filter(email=change.new_email).first()
    if holder is not None and (holder.is_confirmed or not holder.is_active):
        raise _Taken
    if holder is not None:
        free_address(holder)  # asked for by somebody who never showed that it is theirs
    person.email, change.done_at = change.new_email, timezone.now()
    person.save(update_fields=["email"])
    drop_sessions(person, keep=keep)
    for address in (old, person.email):
        mail_after_commit(
            "email_changed",
            to=address,
            language=person.language,
            person=person,
            moment=change.done_at,
            is_old=address == old,
        )
    record(actor=person, verb=Verb.EMAIL_CHANGED, subject=person)


def _check_not_too_many(person: User) -> None:
    since = timezone.now() - timedelta(days=1)
    if EmailChange.objects.filter(user=person, asked_at__gt=since).count() >= MOST_A_DAY:
        raise ServiceError(TOO_MANY)


def _withdraw_open(person: User) -> int:
    changes = EmailChange.objects.open().filter(user=person)
    count: int = changes.update(withdrawn_at=timezone.now())
    return count


def _mail_old(change: EmailChange) -> None:
    mail_after_commit(
        "email_change_old",
        to=change.user.email,
        language=change.user.language,
        person=change.user,
        new_email=change.new_email,
        stop=link_for(change, STOP),
        link=link_for(change, OLD),
    )


def _mail_new(change: EmailChange) -> None:
    holder = User.objects.filter(email=change.new_email).first()
    if holder and (holder.is_confirmed or not holder.is_active):
        mail_after_commit(
            "email_change_taken",
            to=holder.email,
            language=holder.language,
            link=full_address("password_reset"),
        )
        return
    mail_after_commit(
        "email_change_new",
        to=change.new_email,
        language=change.user.language,
        link=link_for(change, NEW),
    )
