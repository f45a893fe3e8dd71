"""Booking places: asked for, changed, cancelled. The database settles who gets the last one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.ledger import record
from cms.events.booking_links import write_to_booker
from cms.events.models import Booking, EventDate
from cms.events.rules import anyone, can_see_bookings
from cms.events.verbs import Verb
from cms.moderation.words import one_line
from tenants.content_version import public_content_changed
from tenants.errors import ServiceError


@transaction.atomic
def book_places(*, actor: Any, date: EventDate, values: Mapping[str, Any], language: str) -> None:
    """Book places on a date; a mail confirms it with a link to change or cancel.

    An address that has a booking for the date already gets that link again instead, and the answer
    is the same: nobody learns who comes. Raises `ServiceError` when too few places are left, and
    when the date cannot be booked.
    """
    date = _locked(date.pk)
    if not anyone(actor) or not date.can_be_booked:
        raise ServiceError(_("This date cannot be booked any more."))
    wanted = Booking(date=date, language=language, **_cleaned(values))
    known = Booking.objects.active().of_address(wanted.email).filter(date=date).first()
    if known:
        write_to_booker("known", known)
        return
    _take(date, wanted.places)
    wanted.save()
    write_to_booker("confirmed", wanted)


@transaction.atomic
def change_booking(*, actor: Any, booking: Booking, values: Mapping[str, Any]) -> Booking:
    """Change a booking: who has its link may, until the date begins. Raises `ServiceError`."""
    date, booking = _both(booking)
    if not anyone(actor) or booking.is_cancelled or not date.can_be_booked:
        raise ServiceError(_("This booking cannot be changed any more."))
    before = booking.places
    for name, value in _cleaned(values).items():
        if name != "email":
            setattr(booking, name, value)
    _take(date, booking.places - before)
    booking.save()
    write_to_booker("changed", booking)
    return booking


@transaction.atomic
def cancel_booking(*, actor: Any, booking: Booking) -> Booking:
    """Cancel a booking by its link: the places are free at once. Cancelling twice does nothing."""
    date, booking = _both(booking)
    if not anyone(actor) or booking.is_cancelled:
        return booking
    _release(date, booking)
    write_to_booker("cancelled", booking)
    return booking


@transaction.atomic
def cancel_booking_of(*, actor: Any, booking: Booking) -> Booking:
    """Cancel somebody's booking for them; they are told by mail. Raises `ServiceError`."""
    date, booking = _both(booking)
    if not can_see_bookings(actor, date.event):
        raise ServiceError(_("You cannot cancel this booking."))
    if booking.is_cancelled:
        return booking
    _release(date, booking)
    write_to_booker("cancelled", booking)
    record(actor=actor, verb=Verb.BOOKING_CANCELLED, subject=date.event)
    return booking


def release_places(booking: Booking) -> None:
    """Give a booking's places back without a mail, in the transaction in hand."""
    date, booking = _both(booking)
    if not booking.is_cancelled:
        _release(date, booking)


def _release(date: EventDate, booking: Booking) -> None:
    booking.cancelled_at = timezone.now()
    booking.save(update_fields=["cancelled_at", "changed_at"])
    _take(date, -booking.places)


def _take(date: EventDate, places: int) -> None:
    """Take places of a date that is locked, or give them back. Raises `ServiceError`."""
    left = date.places_left
    if left is not None and places > left:
        if not left:
            raise ServiceError(_("All places on this date are taken."))
        words = ngettext(
            "Only %(left)d place is left on this date.",
            "Only %(left)d places are left on this date.",
            left,
        )
        raise ServiceError({"adults": words % {"left": left}})
    was_full = left == 0
    date.places_taken = max(0, date.places_taken + places)
    date.save(update_fields=["places_taken"])
    if was_full != (date.places_left == 0):
        public_content_changed()  # lists say which dates are full


def _locked(pk: int) -> EventDate:
    rows = EventDate.objects.select_for_update(of=("self",)).select_related("event")
    return rows.get(pk=pk)


def _both(booking: Booking) -> tuple[EventDate, Booking]:
    """Lock the date, then the booking: always in this order."""
    date = _locked(booking.date_id)
    found = Booking.objects.select_for_update().get(pk=booking.pk)
    found.date = date
    return date, found


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: one_line(value) if isinstance(value, str) else value for name, value in values.items()
    }
