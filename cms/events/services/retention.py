"""Forgetting who came: some weeks after a date, names and needs go, numbers stay."""

from django.db import transaction
from django.utils import timezone

from cms.events.models import Booking
from cms.events.services.bookings import release_places

BATCH = 500
NOTHING = {"name": "", "email": "", "childcare": "", "interpreter": "", "needs": ""}


def forget_old_bookings() -> int:
    """Forget the people of all bookings that are old enough; return how many. Safe to repeat."""
    gone = 0
    while keys := list(Booking.objects.to_forget().values_list("pk", flat=True)[:BATCH]):
        due = Booking.objects.filter(pk__in=keys)
        gone += due.update(**NOTHING, forgotten_at=timezone.now())
    return gone


@transaction.atomic
def forget_bookings_of(email: str) -> None:
    """Forget an address everywhere; its places on dates to come are free again."""
    bookings = Booking.objects.of_address(email)
    for booking in bookings.active().filter(date__starts_at__gt=timezone.now()):
        release_places(booking)
    bookings.update(**NOTHING, forgotten_at=timezone.now())
