"""Signing up as a member (A1). The answer is the same whether or not the address is known."""

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import full_address
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import User
from accounts.roles import MEMBER
from accounts.services.checking import check_strength, checked_address, checked_display_name
from accounts.services.granting import Terms, write_grant
from accounts.throttling import WrongSecret, attempt, may_send
from accounts.tokens import confirm_url, person_to_confirm, reset_url
from accounts.verbs import Verb
from tenants.current import current


def sign_up(*, display_name: str, email: str, password: str, language: str = "en") -> None:
    """Ask for an account; in every case one mail goes to the address, and only that tells.

    Raises `ServiceError` by field for what would be wrong with any address. Beyond five mails an
    hour to one address nothing happens, without a word.
    """
    address = checked_address(email)
    name = checked_display_name(display_name)
    asked = User(email=address, display_name=name, language=language)
    check_strength(password, asked)
    asked.password = make_password(password)  # always: its time must not tell who is known
    if not may_send("sign_up", address):
        return
    try:
        with transaction.atomic():
            _ask(asked)
    except IntegrityError:  # the same address was asked for in the same moment
        with transaction.atomic():
            _ask(asked)


def confirm_email(*, token: str, password: str) -> User:
    """Confirm an address and make the account usable, once.

    The password is asked for again: else whoever signs up with another's address, and waits for
    them to follow the link, would know the password of an account that is theirs. Raises
    `LinkRefused` and `ServiceError`.
    """
    asked = person_to_confirm(token)
    with attempt("confirm", asked.uuid), transaction.atomic():
        User.objects.select_for_update().get(pk=asked.pk)
        person = person_to_confirm(token)  # again: it may have been confirmed while we waited
        if not person.check_password(password):
            raise WrongSecret({"password": _("This is not the password that you chose.")})
        mark_confirmed(person)
    return person


def mark_confirmed(person: User) -> None:
    """Note that the address is the person's, and make them a member where there are members."""
    person.email_confirmed_at = timezone.now()
    person.save(update_fields=["email_confirmed_at"])
    record(actor=person, verb=Verb.EMAIL_CONFIRMED, subject=person)
    if not current().is_platform and not person.grants.filter(role=MEMBER).exists():
        write_grant(actor=person, person=person, role=MEMBER, terms=Terms(reason="Signed up"))


def _ask(asked: User) -> None:
    known = User.objects.select_for_update().filter(email=asked.email).first()
    if known is None or (not known.is_confirmed and known.is_active):
        _keep(asked, known)
    else:
        mail_after_commit(
            "account_exists",
            to=known.email,
            language=known.language,
            link=reset_url(known),
            sign_in=full_address("sign_in"),
        )


def _keep(asked: User, known: User | None) -> None:
    """Keep what was typed last; an account that nobody confirmed is nobody's yet."""
    person = known or asked
    person.display_name, person.password = asked.display_name, asked.password
    person.language = asked.language
    person.save()
    if known is None:
        record(actor=person, verb=Verb.ACCOUNT_MADE, subject=person, detail={"by": "sign-up"})
    mail_after_commit(
        "confirm_email",
        to=person.email,
        language=person.language,
        person=person,
        link=confirm_url(person),
    )
