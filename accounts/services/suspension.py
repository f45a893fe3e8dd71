"""Keeping somebody out for a time, and letting them in again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ledger import record
from accounts.locks import LAST_LOCK, lock
from accounts.models import RoleGrant, User
from accounts.models.people import new_session_mark
from accounts.rules import can_suspend
from accounts.services.ending import check_not_last, is_last
from accounts.services.own_account import NOT_HERE
from accounts.services.role_mails import tell_person
from accounts.verbs import Verb
from tenants.errors import ServiceError


def suspend_person(*, actor: User, person: User, reason: str) -> User:
    """Keep somebody out: they cannot sign in, and their sessions end. Their roles stay.

    Raises `ServiceError`: without a reason, for oneself, and for the last administrator.
    """
    if not reason.strip():
        raise ServiceError({"reason": _("Enter a reason. The person is told it.")})
    with transaction.atomic():
        lock(LAST_LOCK)
        locked = _locked(actor, person)
        if not locked.is_active:
            raise ServiceError(_("This person is suspended already."))
        now = timezone.now()
        for grant in RoleGrant.objects.filter(user=locked).active_on(now):
            check_not_last(grant.definition, locked, now)
        locked.is_active, locked.session_mark = False, new_session_mark()
        locked.save(update_fields=["is_active", "session_mark"])
        detail = {"reason": reason.strip()}
        record(actor=actor, verb=Verb.PERSON_SUSPENDED, subject=locked, detail=detail)
        tell_person("suspended", locked, by=actor, reason=reason.strip())
    return locked


def roles_that_forbid(person: User) -> list[str]:
    """Return the titles of the roles of which a person is the last holder: they stay in."""
    now = timezone.now()
    held = RoleGrant.objects.filter(user=person.pk).active_on(now).select_related("user")
    return [grant.definition.title for grant in held if is_last(grant.definition, person, now)]


def restore_person(*, actor: User, person: User) -> User:
    """Let somebody in again. Raises `ServiceError` for who is not suspended, or has left."""
    with transaction.atomic():
        locked = _locked(actor, person)
        if locked.left_at:
            raise ServiceError(_("This person has left. They can sign up again."))
        if locked.is_active:
            raise ServiceError(_("This person is not suspended."))
        locked.is_active = True
        locked.save(update_fields=["is_active"])
        record(actor=actor, verb=Verb.PERSON_RESTORED, subject=locked)
        tell_person("restored", locked, by=actor)
    return locked


def _locked(actor: User, person: User) -> User:
    actor.ask_anew()  # somebody may have suspended the actor while we waited
    if not can_suspend(actor, person):
        raise ServiceError(_("You cannot do this to this person."))
    locked = User.objects.select_for_update().filter(uuid=person.uuid).first()
    if locked is None:
        raise ServiceError(NOT_HERE)
    return locked
