"""The links in mails about bookings: each works in the portal that made it and nowhere else."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.addresses import page_of_portal
from cms.events.models import Booking
from cms.moderation.mails import send_after_commit
from tenants.links import LinkRefused, sign, unsign

PURPOSE = "events.booking"
LINK_SECONDS = 500 * 24 * 60 * 60
"""Longer than any date is announced ahead."""
SUBJECTS = {
    "confirmed": _("Your booking: %(title)s"),
    "known": _("Your booking: %(title)s"),
    "changed": _("Your booking is changed: %(title)s"),
    "cancelled": _("Your booking is cancelled: %(title)s"),
    "called_off": _("Called off: %(title)s"),
    "moved": _("New time or place: %(title)s"),
    "back_on": _("It takes place after all: %(title)s"),
}


def booking_url(booking: Booking) -> str:
    """Return the full address of the page where a booking can be changed or cancelled.

    It is made when it is written out, in the language of the mail that it stands in.
    """
    token = sign(PURPOSE, str(booking.uuid))
    return page_of_portal(reverse("events:booking", args=[token]))


def booking_of(token: str) -> Booking:
    """Return whose booking a link opens; raise `LinkRefused`."""
    uuid = UUID(unsign(PURPOSE, token, seconds=LINK_SECONDS))
    rows = Booking.objects.select_related("date__event__locality").filter(uuid=uuid)
    booking = rows.first()
    if booking is None or booking.forgotten_at:
        raise LinkRefused(str(_("This booking is over, and we no longer keep it.")))
    return booking


def write_to_booker(name: str, booking: Booking) -> None:
    """Send one of the mails about a booking once the transaction is through."""
    event = booking.date.event
    send_after_commit(
        f"events/mail/booking_{name}",
        to=booking.email,
        subject=SUBJECTS[name],
        language=booking.language,
        title=event.said_then("title"),
        booking=booking,
        date=booking.date,
        event=event,
        link=booking_url(booking),
        event_link=page_of_portal(event.get_absolute_url()),
    )
