"""Where people are signed in: listing it, ending it, and telling of a new device (A6)."""

from datetime import timedelta

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import full_address
from accounts.devices import device_in_words
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import User, Visit
from accounts.models.people import new_session_mark
from accounts.rules import can_end_sessions
from accounts.services.own_account import locked_person
from accounts.sessions import limits_for
from accounts.verbs import Verb
from tenants.errors import ServiceError

KNOWN_FOR = timedelta(days=90)
"""How long a device is remembered after it was last used."""
JUST_CONFIRMED = timedelta(hours=1)
NOT_YOURS = gettext_lazy("You cannot sign this person out.")


def visits_of(person: User) -> list[Visit]:
    """Return the sessions in which a person is signed in now, the last used first.

    A visit whose session is gone, too old, or of before the last change of password is over.
    """
    now, limits, mark = timezone.now(), limits_for(person), person.get_session_auth_hash()
    recent = Visit.objects.filter(
        user=person.pk, seen_at__gte=now - limits.idle, began_at__gte=now - limits.absolute
    )
    visits = list(recent)
    keys = [visit.session_key for visit in visits]
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=now)
    alive = {
        each.session_key for each in sessions if each.get_decoded().get(HASH_SESSION_KEY) == mark
    }
    return [visit for visit in visits if visit.session_key in alive]


def end_session(*, actor: User, visit: Visit) -> None:
    """Sign a person out of one place. Raises `ServiceError`."""
    if not can_end_sessions(actor, visit.user):
        raise ServiceError(NOT_YOURS)
    with transaction.atomic():
        own = Visit.objects.filter(user__uuid=visit.user.uuid)
        locked = own.select_for_update(of=("self",)).filter(pk=visit.pk).first()
        if locked is None:
            raise ServiceError(_("This session has ended already."))
        _drop([locked])
        detail = {"device": device_in_words(locked.user_agent)}
        record(actor=actor, verb=Verb.SESSION_ENDED, subject=visit.user, detail=detail)


def end_sessions(*, actor: User, person: User, keep: str = "") -> User:
    """Sign somebody out everywhere: oneself, or another as the team's manager (A6).

    `keep`: key of a session that goes on; the view that asks gives it the person's new hash.
    Returns the person anew. Raises `ServiceError`.
    """
    if not can_end_sessions(actor, person):
        raise ServiceError(NOT_YOURS)
    with transaction.atomic():
        locked = locked_person(person)
        drop_sessions(locked, keep=keep)
        record(actor=actor, verb=Verb.SESSIONS_ENDED, subject=locked)
    person.session_mark = locked.session_mark
    return locked


def drop_sessions(person: User, *, keep: str = "") -> None:
    """End a person's sessions but one, for the services that have checked who asks."""
    person.session_mark = new_session_mark()
    person.save(update_fields=["session_mark"])
    _drop(list(Visit.objects.filter(user=person).exclude(session_key=keep)))


def tell_of_new_device(visit: Visit) -> None:
    """Mail a person who signs in with a device that they have not used for 90 days."""
    person, now = visit.user, timezone.now()
    before = Visit.objects.filter(user=person, seen_at__gte=now - KNOWN_FOR).exclude(pk=visit.pk)
    agents = set(before.values_list("user_agent", flat=True))
    confirmed = person.email_confirmed_at
    if not agents and confirmed and now - confirmed < JUST_CONFIRMED:
        return  # the first time, from the link of a mail
    device = device_in_words(visit.user_agent)
    if device in {device_in_words(agent) for agent in agents}:
        return
    mail_after_commit(
        "new_sign_in",
        to=person.email,
        language=person.language,
        person=person,
        device=device,
        moment=visit.began_at,
        sessions=full_address("sessions"),
        link=full_address("password_reset"),
    )


def _drop(visits: list[Visit]) -> None:
    """Delete sessions and their visits."""
    Session.objects.filter(session_key__in=[visit.session_key for visit in visits]).delete()
    Visit.objects.filter(pk__in=[visit.pk for visit in visits]).delete()
