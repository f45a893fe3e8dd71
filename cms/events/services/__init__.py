"""Every write to events: what they are, their dates, their bookings."""

from cms.events.services.bookings import book_places, cancel_booking, change_booking
from cms.events.services.dates import call_off_date, move_date, restore_date
from cms.events.services.events import save_event
from cms.events.services.moderation import publish_event, refuse_event, send_event, take_down_event

__all__ = [
    "book_places",
    "call_off_date",
    "cancel_booking",
    "change_booking",
    "move_date",
    "publish_event",
    "refuse_event",
    "restore_date",
    "save_event",
    "send_event",
    "take_down_event",
]
