"""Events that were sent in: taken, passed, refused; and taking a published one down."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import page_of_portal
from accounts.ledger import record
from cms.events.models import Event
from cms.events.rules import can_publish_event, can_send_event
from cms.events.services.events import call_off, put_dates_in_step
from cms.events.verbs import Verb
from cms.moderation.mails import send_after_commit
from cms.moderation.services import decide, fill, mark_sent
from cms.moderation.states import Status
from tenants.content_version import public_content_changed
from tenants.errors import ServiceError

RECEIVED = gettext_lazy("We have your event “%(title)s”")
ACCEPTED = gettext_lazy("Your event “%(title)s” is on %(portal)s")
NOT_ACCEPTED = gettext_lazy("Your event “%(title)s” and %(portal)s")
TAKEN_DOWN = gettext_lazy("This event does not take place.")


@transaction.atomic
def send_event(*, actor: Any, values: Mapping[str, Any], name: str = "", email: str = "") -> Event:
    """Take an event that somebody sent in: it waits, and the sender gets a mail (C14)."""
    if not can_send_event(actor):
        raise ServiceError(_("You cannot send an event in."))
    event = Event()
    fill(event, values)
    mark_sent(event, actor=actor, name=name, email=email)
    event.save()
    put_dates_in_step(event)
    record(actor=event.sender or actor, verb=Verb.SENT_IN, subject=event)
    _write(event, "events/mail/received", RECEIVED)
    return event


@transaction.atomic
def publish_event(*, actor: Any, event: Event, changes: bool = False) -> Event:
    """Show an event to the public; who sent it in is told, and whether we changed something.

    Raises `ServiceError` for who may not, and for what was decided meanwhile.
    """
    event = _locked(actor, event)
    before = decide(event, Status.PUBLISHED, actor=actor)
    event.save()
    put_dates_in_step(event)
    public_content_changed()
    record(actor=actor, verb=Verb.PUBLISHED, subject=event, detail={"changes": changes})
    if event.was_sent_in and before in (Status.WAITING, Status.REFUSED):
        link = page_of_portal(event.get_absolute_url())
        _write(event, "events/mail/accepted", ACCEPTED, link=link, changes=changes)
    return event


@transaction.atomic
def refuse_event(*, actor: Any, event: Event, reason: str) -> Event:
    """Refuse what was sent in; the sender reads why. Raises `ServiceError`."""
    event = _locked(actor, event)
    decide(event, Status.REFUSED, actor=actor, reason=reason)
    event.save()
    record(actor=actor, verb=Verb.REFUSED, subject=event, detail={"reason": event.reason})
    _write(event, "events/mail/refused", NOT_ACCEPTED, reason=event.reason)
    return event


@transaction.atomic
def take_down_event(*, actor: Any, event: Event, note: str = "") -> Event:
    """Take an event off the site; its dates to come are called off and who booked is told.

    Raises `ServiceError`.
    """
    event = _locked(actor, event)
    decide(event, Status.WITHDRAWN, actor=actor)
    event.save()
    for each in event.dates.upcoming().filter(called_off_at__isnull=True):
        if each.bookings.active().exists():
            call_off(each, note or str(TAKEN_DOWN))
    public_content_changed()
    record(actor=actor, verb=Verb.TAKEN_DOWN, subject=event)
    return event


def _locked(actor: Any, event: Event) -> Event:
    if not can_publish_event(actor, event):
        raise ServiceError(_("Only publishers decide what is shown."))
    return Event.objects.select_for_update().get(pk=event.pk)


def _write(event: Event, template: str, subject: Any, **context: Any) -> None:
    send_after_commit(
        template,
        to=event.sender_email,
        subject=subject,
        language=event.sender_language,
        title=event.said_then("title"),
        name=event.sender_name,
        **context,
    )
