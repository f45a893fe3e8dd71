"""Booking: places, needs, the last place, links."""

import functools
import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction

from cms.events.booking_forms import BookingForm, ChangeBookingForm
from cms.events.booking_links import booking_url
from cms.events.models import Booking, Event, EventDate
from cms.events.services import (
    book_places,
    call_off_date,
    cancel_booking,
    change_booking,
)
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.conftest import person
from tests.events.conftest import bookable
from tests.factories.events import BookingFactory, EventFactory
from tests.factories.public_forms import opened

VALUES = {"name": "Ann", "email": "ann@people.example", "adults": 1, "children": 0}
db = pytest.mark.django_db


def book(date, **changes):
    book_places(actor=None, date=date, values={**VALUES, **changes}, language="en")


def typed(**changes):
    traps = opened(functools.partial(BookingForm, event=Event()))
    return VALUES | {"children": "1"} | traps | changes


@db
def test_a_visitor_books_and_gets_a_mail_with_a_link(portal, client_for, commits):
    date = bookable(title="Coffee").dates.get()
    visitor = client_for(portal)
    assert "3 places are left" in visitor.get(f"/events/date/{date.pk}/book/").content.decode()
    with commits():
        answer = visitor.post(
            f"/events/date/{date.pk}/book/",
            typed(childcare="A child of two", interpreter="BSL", needs="Step-free"),
        )
    assert answer.status_code == 302
    booking = Booking.objects.get()
    assert (booking.childcare, booking.interpreter, booking.needs) == (
        "A child of two",
        "BSL",
        "Step-free",
    )
    assert EventDate.objects.get(pk=date.pk).places_taken == 2
    sent = mail.outbox[0]
    assert sent.to == ["ann@people.example"]
    assert sent.subject == "Your booking: Coffee"
    link = re.search(r"http://north\.localhost:8000(/\S+)", sent.body)[1]
    page = visitor.get(link)
    assert page.status_code == 200
    assert "A child of two" in page.content.decode()


@db
def test_a_welsh_booking_names_the_event_in_welsh(bilingual, client_for, commits):
    date = bookable(title="Coffee morning", title_cy="Bore coffi").dates.get()
    visitor = client_for(bilingual)
    path = f"/cy/events/date/{date.pk}/book/"
    assert "Coffee morning" not in visitor.get(path).content.decode()
    with commits():
        visitor.post(path, typed())
    (sent,) = mail.outbox
    assert "Bore coffi" in sent.subject
    assert "Coffee morning" not in sent.subject + sent.body
    link = re.search(r"http://north\.localhost:8000(/\S+)", sent.body)[1]
    for page in (link, link.rstrip("/") + "/cancel/"):
        words = visitor.get(page).content.decode()
        assert "Bore coffi" in words, page
        assert "Coffee morning" not in words, page
    team = client_for(bilingual, "editor").get("/cy/events/manage/?q=bore").content.decode()
    assert "Bore coffi" in team
    assert "Coffee morning" not in team


@db
def test_what_was_typed_stays_when_something_is_wrong(portal, client_for):
    date = bookable().dates.get()
    page = client_for(portal).post(f"/events/date/{date.pk}/book/", typed(email="no", name="Bea"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "There is a problem" in text
    assert 'value="Bea"' in text
    assert not Booking.objects.exists()


@db
def test_more_places_than_are_left_are_refused_in_words(portal):
    date = bookable(capacity=2).dates.get()
    with pytest.raises(ServiceError, match="Only 2 places are left"):
        book(date, children=2)
    book(date, children=1)
    with pytest.raises(ServiceError, match="All places on this date are taken"):
        book(date, email="other@people.example")


@db
def test_the_database_itself_refuses_to_overbook(portal):
    date = bookable(capacity=2).dates.get()
    with pytest.raises(IntegrityError, match="not_overbooked"), transaction.atomic():
        EventDate.objects.filter(pk=date.pk).update(places_taken=3)


@pytest.mark.slow
def test_of_many_who_want_the_last_place_one_gets_it(committed_portal):
    portal = committed_portal("rush")
    with portal_context(portal), transaction.atomic():
        date = bookable(capacity=1).dates.get()
    outcomes, start = [], threading.Barrier(6)

    def want(number):
        start.wait()
        try:
            with portal_context(portal):
                book(date, email=f"p{number}@people.example")
            outcomes.append("in")
        except ServiceError:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=want, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["full"] * 5 + ["in"]
    with portal_context(portal):
        assert EventDate.objects.get(pk=date.pk).places_taken == 1
        assert Booking.objects.count() == 1


@db
def test_an_address_that_has_a_booking_gets_its_link_again_and_the_same_answer(
    portal, client_for, commits
):
    date = bookable().dates.get()
    visitor = client_for(portal)
    url = f"/events/date/{date.pk}/book/"
    with commits():
        first = visitor.post(url, typed())
        second = visitor.post(url, typed(email="ANN@people.example"))
    assert first.headers["Location"] == second.headers["Location"]
    assert Booking.objects.count() == 1
    assert len(mail.outbox) == 2
    assert "We have changed nothing" in mail.outbox[1].body


@db
def test_a_booking_is_changed_and_cancelled_by_its_link(portal, client_for, commits):
    date = bookable(capacity=4).dates.get()
    booking = BookingFactory(date=date)
    link = "/" + booking_url(booking).split("/", 3)[3]
    visitor = client_for(portal)
    with commits():
        traps = opened(functools.partial(ChangeBookingForm, event=Event()))
        visitor.post(link, {"name": "Ann", "adults": "2", "children": "2"} | traps)
    assert EventDate.objects.get(pk=date.pk).places_taken == 4
    assert visitor.get(f"{link}cancel/").status_code == 200
    assert not Booking.objects.get().is_cancelled
    with commits():
        visitor.post(f"{link}cancel/")
    assert EventDate.objects.get(pk=date.pk).places_taken == 0
    assert Booking.objects.get().is_cancelled
    assert [sent.subject.partition(":")[0] for sent in mail.outbox] == [
        "Your booking is changed",
        "Your booking is cancelled",
    ]
    cancel_booking(actor=None, booking=Booking.objects.get())
    assert EventDate.objects.get(pk=date.pk).places_taken == 0


@db
def test_a_change_takes_no_more_than_there_is(portal):
    booking = BookingFactory(date=bookable(capacity=3).dates.get())
    with pytest.raises(ServiceError, match="Only 1 place is left"):
        change_booking(actor=None, booking=booking, values={"adults": 4, "children": 0})


@db
@pytest.mark.parametrize("token", ["x", "a:b:c"])
def test_a_broken_link_says_so(portal, client_for, token):
    page = client_for(portal).get(f"/events/booking/{token}/")
    assert page.status_code == 410
    assert "This link does not work" in page.content.decode()


@db
def test_nothing_can_be_booked_that_is_off_over_or_takes_no_bookings(portal, client_for):
    off, plain = bookable().dates.get(), EventFactory().dates.get()
    call_off_date(actor=person(portal, "editor"), date=off, note="")
    with pytest.raises(ServiceError):
        book(off)
    assert client_for(portal).get(f"/events/date/{plain.pk}/book/").status_code == 404
    soon = bookable().dates.get()
    with (
        time_machine.travel(soon.starts_at + timedelta(minutes=1), tick=False),
        pytest.raises(ServiceError),
    ):
        book(soon)
