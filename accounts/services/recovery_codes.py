"""Ten codes for a lost device: shown once, kept hashed, each good for one sign-in (A4).

A code begins with its number, so that checking it costs one slow hash and not ten.
"""

import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import full_address
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import RecoveryCode, User
from accounts.services.own_account import locked_person
from accounts.services.second_factors import has_second_factor, second_factor_changed
from accounts.throttling import WrongSecret
from accounts.verbs import Verb
from tenants.errors import ServiceError

HOW_MANY = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look like others. Ten of them are 49 bits."""
LENGTH = 10
WRONG = {"code": gettext_lazy("This is not one of your unused recovery codes.")}


def make_codes(*, actor: User) -> tuple[User, list[str]]:
    """Replace a person's codes; return the person anew, and the only copy there will be."""
    with transaction.atomic():
        person = locked_person(actor)
        if not has_second_factor(person):
            raise ServiceError(_("Set up an app or a passkey first."))
        codes = write_codes(person)
        second_factor_changed(
            person, Verb.RECOVERY_CODES_MADE, gettext_lazy("new recovery codes made")
        )
    return person, codes


def write_codes(person: User) -> list[str]:
    """Write ten new codes, for the services that have checked who asks; the old ones go."""
    person.recovery_codes.all().delete()
    made = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=person, number=number, digest=make_password(secret))
        for number, secret in enumerate(made, start=1)
    )
    return [f"{number:02}-{secret[:5]}-{secret[5:]}" for number, secret in enumerate(made, start=1)]


def use_code(*, person: User, code: str) -> int:
    """Use up one code; return how many are left. Raises `ServiceError`.

    The row is locked: two sign-ins with one code cannot both succeed.
    """
    number, secret = _parts(code)
    with transaction.atomic():
        found = person.recovery_codes.select_for_update().filter(number=number).first()
        # An unknown number takes as long as a wrong secret.
        fits = check_password(secret, found.digest if found else make_password(None))
        if not fits or found is None or found.used_at:
            raise WrongSecret(WRONG)
        found.used_at = timezone.now()
        found.save(update_fields=["used_at"])
        left: int = person.recovery_codes.filter(used_at__isnull=True).count()
        mail_after_commit(
            "recovery_code_used",
            to=person.email,
            language=person.language,
            person=person,
            left=left,
            link=full_address("two_factor"),
        )
        record(actor=person, verb=Verb.RECOVERY_CODE_USED, subject=person, detail={"left": left})
    return left


def _parts(code: str) -> tuple[int, str]:
    plain = "".join(letter for letter in code.lower() if letter.isascii() and letter.isalnum())
    if len(plain) != LENGTH + 2 or not plain[:2].isdecimal():
        raise ServiceError({"code": _("Enter a recovery code, like 03-abcde-fghjk.")})
    return int(plain[:2]), plain[2:]
