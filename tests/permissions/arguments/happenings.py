"""Arguments of the addresses of events, bookings and news."""

from cms.events.booking_links import booking_url
from cms.events.models import Booking
from tests.factories.events import BookingFactory, EventFactory
from tests.factories.news import NewsItemFactory
from tests.permissions.arguments.kinds import Arguments, Table


def event() -> Arguments:
    made = EventFactory(takes_bookings=True)
    return {"pk": made.pk, "slug": made.slug}


def event_key() -> Arguments:
    return {"pk": EventFactory(takes_bookings=True).pk}


def event_date() -> Arguments:
    return {"pk": EventFactory(takes_bookings=True).dates.get().pk}


def booking() -> Booking:
    return BookingFactory(date=EventFactory(takes_bookings=True).dates.get())


def booking_token() -> Arguments:
    return {"token": booking_url(booking()).split("/booking/")[1].strip("/")}


def news() -> Arguments:
    made = NewsItemFactory()
    return {"pk": made.pk, "slug": made.slug}


def news_key() -> Arguments:
    return {"pk": NewsItemFactory().pk}


HAPPENINGS: Table = {
    **dict.fromkeys(("events:event", "events:event_feed"), event),
    **{
        f"events:{name}": event_key
        for name in ("manage_event", "edit", "publish", "refuse", "take_down", "bookings_csv")
    },
    **{f"events:{name}": event_date for name in ("book", "date", "call_off", "restore", "move")},
    "events:cancel_for": lambda: {"pk": booking().pk},
    **dict.fromkeys(("events:booking", "events:cancel_booking"), booking_token),
    "news:item": news,
    **{
        f"news:{name}": news_key
        for name in ("manage_item", "edit", "publish", "refuse", "take_down")
    },
}
