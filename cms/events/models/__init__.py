"""Events, their dates, and the places booked for them."""

from cms.events.models.bookings import Booking
from cms.events.models.dates import EventDate
from cms.events.models.events import Audience, Event, Frequency
from cms.events.models.pages import EventsPage

__all__ = ["Audience", "Booking", "Event", "EventDate", "EventsPage", "Frequency"]
