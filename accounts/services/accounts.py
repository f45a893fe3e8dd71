"""What people do with their own accounts."""

from django.conf import settings
from django.db import transaction

from accounts.ledger import record
from accounts.models import User
from accounts.models.people import new_session_mark
from accounts.rules import can_end_sessions
from accounts.services.passwords import write_password
from accounts.services.strength import check_strength
from accounts.throttling import WrongSecret, attempt
from accounts.verbs import Verb
from tenants.errors import ServiceError


def change_profile(*, actor: User, display_name: str, full_name: str, language: str) -> User:
    """Change one's own names and language. Raises `ServiceError` by field."""
    if not display_name.strip():
        raise ServiceError({"display_name": "Enter a name for others to see."})
    if language not in dict(settings.LANGUAGES):
        raise ServiceError({"language": "Choose a language."})
    with transaction.atomic():
        person = _locked(actor)
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
    with attempt("step_up", actor.uuid), transaction.atomic():
        person = _locked(actor)
        if not person.check_password(current_password):
            raise WrongSecret({"current_password": "This is not your password."})
        check_strength(new_password, person, field="new_password")
        write_password(person, new_password)
        record(actor=person, verb=Verb.PASSWORD_CHANGED, subject=person)
    return person


def end_sessions(*, actor: User, person: User) -> None:
    """Sign somebody out everywhere: oneself, or another as the team's manager (A6)."""
    if not can_end_sessions(actor, person):
        raise ServiceError("You cannot sign this person out.")
    with transaction.atomic():
        locked = _locked(person)
        locked.session_mark = new_session_mark()
        locked.save(update_fields=["session_mark"])
        record(actor=actor, verb=Verb.SESSIONS_ENDED, subject=locked)
    person.session_mark = locked.session_mark


def _locked(person: User) -> User:
    """Return the person's row here; one of another portal with the same key is somebody else."""
    try:
        return User.objects.select_for_update().get(uuid=person.uuid)
    except User.DoesNotExist:
        raise ServiceError("This account is not here.") from None
