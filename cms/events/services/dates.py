"""One date of an event: called off, put back on, moved."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ledger import record
from cms.events.models import EventDate
from cms.events.rules import can_change_dates
from cms.events.search_source import index_event
from cms.events.services.events import call_off
from cms.events.tasks import BACK_ON, MOVED, tell_booked
from cms.events.verbs import Verb
from cms.moderation.words import one_line
from tenants.content_version import public_content_changed
from tenants.errors import ServiceError


@transaction.atomic
def call_off_date(*, actor: Any, date: EventDate, note: str) -> EventDate:
    """Call a date off; everybody who booked is told by mail. It can be put back on.

    Raises `ServiceError` for who may not, for a date that is over or called off already.
    """
    date = _locked(actor, date)
    if date.is_called_off:
        raise ServiceError(_("This date is called off already."))
    call_off(date, one_line(note))
    _done(actor, date, Verb.DATE_CALLED_OFF)
    return date


@transaction.atomic
def restore_date(*, actor: Any, date: EventDate) -> EventDate:
    """Put a date back on; those whose bookings still hold are told. Raises `ServiceError`."""
    date = _locked(actor, date)
    if not date.is_called_off:
        raise ServiceError(_("This date is not called off."))
    date.called_off_at, date.note = None, ""
    date.save(update_fields=["called_off_at", "note"])
    tell_booked.enqueue(date=date.pk, what=BACK_ON)
    _done(actor, date, Verb.DATE_RESTORED)
    return date


@transaction.atomic
def move_date(
    *,
    actor: Any,
    date: EventDate,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    note: str = "",
) -> EventDate:
    """Give one date another time or place; everybody who booked is told by mail.

    Raises `ServiceError` for who may not, for a date that is over, for a time that is past.
    """
    date = _locked(actor, date)
    if ends_at <= starts_at:
        raise ServiceError({"end_time": _("The end must be after the start.")})
    if starts_at <= timezone.now():
        raise ServiceError({"day": _("Choose a time that is still to come.")})
    date.starts_at, date.ends_at = starts_at, ends_at
    date.place, date.note, date.is_moved = one_line(place), one_line(note), True
    date.save(update_fields=["starts_at", "ends_at", "place", "note", "is_moved"])
    tell_booked.enqueue(date=date.pk, what=MOVED)
    _done(actor, date, Verb.DATE_MOVED)
    return date


def _locked(actor: Any, date: EventDate) -> EventDate:
    found = EventDate.objects.select_for_update(of=("self",)).select_related("event__sender")
    date = found.get(pk=date.pk)
    if not can_change_dates(actor, date.event):
        raise ServiceError(_("You cannot change the dates of this event."))
    if date.is_over:
        raise ServiceError(_("This date is over."))
    return date


def _done(actor: Any, date: EventDate, verb: Verb) -> None:
    index_event(date.event_id)
    if date.event.is_shown:
        public_content_changed()
    detail = {"day": date.original_on.isoformat(), "note": date.note}
    record(actor=actor, verb=verb, subject=date.event, detail=detail)
