"""What the ledger can say about events."""

from django.db import models


class Verb(models.TextChoices):
    """What this app records."""

    SENT_IN = "events.sent_in", "sent an event in"
    SAVED = "events.saved", "changed an event"
    PUBLISHED = "events.published", "published an event"
    REFUSED = "events.refused", "refused an event"
    TAKEN_DOWN = "events.taken_down", "took an event down"
    DATE_CALLED_OFF = "events.date_called_off", "called off a date of an event"
    DATE_RESTORED = "events.date_restored", "put a date that was called off back on"
    DATE_MOVED = "events.date_moved", "moved a date of an event"
    BOOKINGS_EXPORTED = "events.bookings_exported", "downloaded a list of bookings"
    BOOKING_CANCELLED = "events.booking_cancelled", "cancelled somebody's booking"


WORDS: dict[str, str] = dict(Verb.choices)
