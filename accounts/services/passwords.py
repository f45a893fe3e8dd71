"""A new password by e-mail."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.addresses import full_address
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import User
from accounts.models.people import new_session_mark
from accounts.services.checking import check_strength, checked_address
from accounts.services.sign_up import mark_confirmed
from accounts.throttling import may_send
from accounts.tokens import person_to_reset, reset_url
from accounts.verbs import Verb
from tenants.current import current


def request_password_reset(*, email: str) -> None:
    """Mail a link for a new password; an address without an account gets a mail that says so.

    So that neither the page nor its speed tells who has an account. Raises `ServiceError` for
    what is no address. Beyond five mails an hour to one address none goes out, without a word.
    """
    address = checked_address(email)
    if not may_send("password_reset", address):
        return
    person = User.objects.with_email(address)
    if person and person.is_active:
        mail_after_commit(
            "password_reset",
            to=person.email,
            language=person.language,
            person=person,
            link=reset_url(person),
        )
    else:
        mail_after_commit("no_account", to=address, link=current().url())


def reset_password(*, uuid: UUID | str, token: str, password: str) -> User:
    """Set a new password by a link, once; all sessions of the person end.

    Raises `LinkRefused`, and `ServiceError` by field.
    """
    with transaction.atomic():
        found = person_to_reset(uuid, token)
        User.objects.select_for_update().get(pk=found.pk)
        person = person_to_reset(uuid, token)  # again: it may have been used while we waited
        check_strength(password, person)
        write_password(person, password)
        record(actor=person, verb=Verb.PASSWORD_RESET, subject=person)
        if not person.is_confirmed:
            mark_confirmed(person)  # who reads the mail has the address
    return person


def write_password(person: User, password: str) -> None:
    """Set a password, end all sessions, and tell the person."""
    person.set_password(password)
    person.session_mark = new_session_mark()
    person.save(update_fields=["password", "session_mark"])
    mail_after_commit(
        "password_changed",
        to=person.email,
        language=person.language,
        person=person,
        moment=timezone.now(),
        link=full_address("password_reset"),
    )
