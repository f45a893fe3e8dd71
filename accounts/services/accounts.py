"""What people do with their own accounts."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.ledger import record
from accounts.models import User
from accounts.services.checking import check_strength, checked_display_name
from accounts.services.own_account import locked_person
from accounts.services.passwords import write_password
from accounts.services.proofs import check_own_password
from accounts.verbs import Verb
from tenants.current import current
from tenants.errors import ServiceError


def languages_here() -> Sequence[str]:
    """Return the codes of the languages that one can choose: the portal's own."""
    return tuple(current().languages)


def change_profile(*, actor: User, display_name: str, full_name: str, language: str) -> User:
    """Change one's own names and language. Raises `ServiceError` by field.

    A name or language that was chosen before may stay, though it could not be chosen now.
    """
    with transaction.atomic():
        person = locked_person(actor)
        if display_name.strip() != person.display_name or not person.display_name:
            display_name = checked_display_name(display_name, held=person.roles)
        if language not in (*languages_here(), person.language):
            raise ServiceError({"language": _("Choose a language.")})
        new = {
            "display_name": display_name.strip(),
            "full_name": full_name.strip(),
            "language": language,
        }
        changed = [name for name, value in new.items() if getattr(person, name) != value]
        for name in changed:
            setattr(person, name, new[name])
        if changed:
            person.save(update_fields=changed)
            detail = {"fields": changed}
            record(actor=person, verb=Verb.PROFILE_CHANGED, subject=person, detail=detail)
    return person


def change_password(*, actor: User, current_password: str, new_password: str) -> User:
    """Choose another password; every session of the person ends. Raises `ServiceError` by field.

    The view that asks gives the session in hand the person's new hash.
    """
    check_own_password(person=actor, password=current_password, field="current_password")
    with transaction.atomic():
        person = locked_person(actor)
        check_strength(new_password, person, field="new_password")
        write_password(person, new_password)
        record(actor=person, verb=Verb.PASSWORD_CHANGED, subject=person)
    return person
