"""What events hold about people: bookings by their address, and what they sent in."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.events.models import Booking, Event
from cms.events.services.retention import forget_bookings_of
from tenants.modules import Person, PersonalData
from tenants.personal_data import Holder

Rows = Iterator[Mapping[str, Any]]
CHUNK = 500


def bookings(person: Person) -> Rows:
    """Places that were booked with the person's address, once they have shown it is theirs."""
    if not person.is_confirmed:
        return
    rows = Booking.objects.of_address(person.email).select_related("date__event")
    for each in rows.order_by("pk").iterator(CHUNK):
        yield {
            _("Event"): each.date.event.said("title"),
            _("When"): each.date.starts_at,
            _("Name"): each.name,
            _("Adults"): each.adults,
            _("Children"): each.children,
            _("Childcare"): each.childcare,
            _("Interpreter"): each.interpreter,
            _("Anything else"): each.needs,
            _("Booked"): each.made_at,
            _("Cancelled"): each.cancelled_at,
        }


def sent_in(person: Person) -> Rows:
    """Events that the person sent in."""
    for each in _sent(person).order_by("pk").iterator(CHUNK):
        yield {
            _("Event"): each.title,
            _("Sent"): each.sent_at,
            _("Name given"): each.sender_name,
            _("State"): each.get_status_display(),
            _("Why it was refused"): each.reason,
        }


def forget(person: Person) -> None:
    """Forget the bookings and who sent events in; the events themselves stay."""
    if person.is_confirmed:
        forget_bookings_of(person.email)
    _sent(person).update(sender=None, sender_name="", sender_email="")


def _sent(person: Person) -> Any:
    own = Q(sender=person.pk)
    return Event.objects.filter(
        own | Q(sender_email__iexact=person.email) if person.is_confirmed else own
    )


HOLDER = Holder(
    slug="events",
    forget_person=forget,
    personal_data=(
        PersonalData(gettext_lazy("Places that you booked"), bookings),
        PersonalData(gettext_lazy("Events that you sent in"), sent_in),
    ),
)
