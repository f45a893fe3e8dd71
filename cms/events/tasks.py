"""What the worker does for events: telling everybody who booked a date."""

from django.db import transaction

from cms.events.booking_links import write_to_booker
from cms.events.models import Booking
from tenants.tasks import portal_task

CALLED_OFF, MOVED, BACK_ON = "called_off", "moved", "back_on"


@portal_task
def tell_booked(*, date: int, what: str) -> None:
    """Write to everybody whose booking for a date holds that something about it has changed."""
    rows = Booking.objects.active().exclude(email="").filter(date=date)
    for booking in rows.select_related("date__event__locality").order_by("pk"):
        with transaction.atomic():  # each mail by itself: one that fails keeps back no other
            write_to_booker(what, booking)
