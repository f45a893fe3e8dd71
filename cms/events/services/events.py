"""Writing and changing events."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.ledger import record
from cms.events.models import Event, EventDate
from cms.events.rules import can_edit_event, can_write_events
from cms.events.services.schedule import is_on_rule, lay_out
from cms.events.tasks import CALLED_OFF, MOVED, tell_booked
from cms.events.verbs import Verb
from cms.moderation.services import changed_fields, fill
from tenants.content_version import public_content_changed
from tenants.errors import ServiceError

NOT_ALLOWED = gettext_lazy("You cannot change this event.")
NO_LONGER = gettext_lazy("This date is no longer part of the programme.")


@transaction.atomic
def save_event(*, actor: Any, event: Event | None, values: Mapping[str, Any]) -> Event:
    """Keep what was written; a new event is a draft. Dates follow, and who booked is told.

    Raises `ServiceError` when the actor may not write it.
    """
    is_new = event is None
    if event is None:
        if not can_write_events(actor):
            raise ServiceError(str(NOT_ALLOWED))
        event = Event()
    else:
        event = Event.objects.select_for_update().get(pk=event.pk)
        if not can_edit_event(actor, event):
            raise ServiceError(str(NOT_ALLOWED))
    fields = list(changed_fields(event, values))
    fill(event, values)
    event.save()
    put_dates_in_step(event)
    if event.is_shown:
        public_content_changed()
    detail = {"new": True} if is_new else {"fields": fields}
    record(actor=actor, verb=Verb.SAVED, subject=event, detail=detail)
    return event


def put_dates_in_step(event: Event) -> None:
    """Lay the dates out anew, and tell those who booked one whose time changed or that is gone."""
    for each in lay_out(event, made_anew=not event.is_shown):
        if is_on_rule(event, each):
            tell_booked.enqueue(date=each.pk, what=MOVED)
        elif not each.is_called_off:
            call_off(each, str(NO_LONGER))


def call_off(date: EventDate, note: str) -> None:
    """Mark a date as called off and tell everybody who booked it."""
    date.called_off_at, date.note = timezone.now(), note
    date.save(update_fields=["called_off_at", "note"])
    tell_booked.enqueue(date=date.pk, what=CALLED_OFF)
