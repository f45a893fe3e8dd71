"""Events and news: pages, feeds, booking links and mails of one portal, tried on the other."""

import pytest
from django.core import mail
from django.test import Client

from cms.events.booking_links import booking_of, booking_url
from cms.events.models import Booking
from cms.events.tasks import tell_booked
from tenants.current import portal_context
from tenants.links import LinkRefused
from tests.factories.events import BookingFactory, EventFactory
from tests.factories.news import NewsItemFactory

PATHS = ("/events/", "/events/feed.ics", "/events/feed.atom", "/news/", "/news/feed.atom", "/")


@pytest.fixture
def both(north, south):
    """Each portal has an event and news with the same key, and a booking by the same address."""
    tokens = {}
    for place in (north, south):
        with portal_context(place):
            name = place.slug.title()
            event = EventFactory(pk=700_001, title=f"{name} fair", slug="fair", takes_bookings=True)
            NewsItemFactory(pk=700_001, title=f"{name} story", slug="story")
            date = event.dates.get()
            booking = BookingFactory(
                pk=700_001,
                uuid="00000000-0000-4000-8000-000000000007",
                date=date,
                name=f"{name} person",
                email="same@people.example",
            )
            tokens[place.slug] = booking_url(booking).split("/booking/")[1].strip("/")
    return tokens


def test_lists_and_feeds_show_the_own_portals_alone_kept_or_not(both, north, south):
    for _again in range(2):
        for place, other in ((north, "South"), (south, "North")):
            for path in PATHS:
                text = Client(HTTP_HOST=place.primary_domain).get(path).content.decode()
                own = place.slug.title()
                assert f"{own} fair" in text or f"{own} story" in text, path
                assert f"{other} fair" not in text
                assert f"{other} story" not in text


def test_the_link_of_a_booking_opens_nothing_next_door(both, north, south):
    with portal_context(north):
        assert booking_of(both["north"]).name == "North person"
    with portal_context(south), pytest.raises(LinkRefused):
        booking_of(both["north"])
    path = f"/events/booking/{both['north']}/"
    answer = Client(HTTP_HOST=south.primary_domain).get(path)
    assert answer.status_code == 410
    assert "person" not in answer.content.decode()
    assert Client(HTTP_HOST=south.primary_domain).post(f"{path}cancel/").status_code == 410
    for place in (north, south):
        with portal_context(place):
            assert not Booking.objects.get(pk=700_001).is_cancelled


def test_mail_about_a_date_is_from_the_own_portal_to_its_own_people(both, north, south, commits):
    with portal_context(south):
        date = Booking.objects.get(pk=700_001).date_id
        with commits():
            tell_booked(date=date, what="called_off")
    assert len(mail.outbox) == 1
    body = mail.outbox[0].body
    assert "South fair" in body
    assert "South Parents" in mail.outbox[0].from_email
    assert "North" not in body + mail.outbox[0].from_email
    assert "http://south.localhost:8000/" in body
