"""Daily work: further dates of rules without an end; what is held about a person."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.events.models import Booking, Event
from cms.events.personal_data import HOLDER
from cms.events.services import save_event
from cms.events.services.schedule import AHEAD, extend_all
from tests.conftest import person
from tests.factories.accounts import UserFactory
from tests.factories.events import BookingFactory, EventFactory, soon

pytestmark = pytest.mark.django_db


def last_of(event):
    return event.dates.order_by("-starts_at").first().original_on


def test_a_rule_without_end_is_laid_out_for_a_while_and_then_further(portal):
    event = EventFactory(frequency="weekly")
    horizon = timezone.localdate() + AHEAD
    assert horizon - timedelta(days=7) < last_of(event) <= horizon
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        assert extend_all(timezone.localdate()) in {4, 5}
        assert extend_all(timezone.localdate()) == 0
        assert last_of(event) > horizon


def test_the_daily_command_does_so_and_refuses_an_unknown_portal(portal):
    out = StringIO()
    call_command("keep_events", portal="north", stdout=out)
    assert out.getvalue() == "north: 0 dates made, 0 bookings forgotten.\n"
    with pytest.raises(CommandError, match="no portal"):
        call_command("keep_events", portal="nowhere")


def test_a_changed_rule_keeps_booked_dates_as_called_off_and_drops_the_others(portal):
    event = EventFactory(frequency="weekly", weekdays=[soon().weekday()], repeat_count=5)
    booked = event.dates.all()[2]
    BookingFactory(date=booked)
    values = {"frequency": "once", "weekdays": [], "repeat_count": None}
    save_event(actor=person(portal, "publisher"), event=event, values=values)
    assert list(event.dates.values_list("original_on", flat=True)) == [soon(), booked.original_on]
    booked.refresh_from_db()
    assert booked.is_called_off
    assert "no longer" in booked.note


def test_a_day_that_is_left_out_later_goes_or_is_called_off_where_it_is_booked(portal):
    event = EventFactory(frequency="weekly", repeat_count=4)
    booked, free = event.dates.all()[1:3]
    BookingFactory(date=booked)
    days = [booked.original_on, free.original_on]
    save_event(actor=person(portal, "publisher"), event=event, values={"left_out": days})
    booked.refresh_from_db()
    assert booked.is_called_off
    assert event.dates.filter(called_off_at=None).count() == 2
    save_event(actor=person(portal, "publisher"), event=event, values={"left_out": []})
    assert event.dates.filter(original_on=free.original_on).exists()


def test_dates_that_are_over_stay_when_a_rule_changes(portal):
    event = EventFactory(frequency="weekly", first_on=soon(-21), repeat_count=6)
    over = list(event.dates.over().values_list("pk", flat=True))
    save_event(actor=person(portal, "publisher"), event=event, values={"repeat_count": 3})
    assert over
    assert set(over) <= set(event.dates.values_list("pk", flat=True))


def test_a_copy_of_ones_data_has_bookings_and_what_was_sent_in(portal):
    someone = UserFactory(email="ann@people.example")
    date = EventFactory(title="Coffee").dates.get()
    BookingFactory(date=date, email="ann@people.example", childcare="A child of three")
    BookingFactory(date=date, email="else@people.example")
    EventFactory(title="Fair", sender=someone)
    bookings, sent = (list(part.rows(someone)) for part in HOLDER.personal_data)
    assert [row["Childcare"] for row in bookings] == ["A child of three"]
    assert [row["Event"] for row in sent] == ["Fair"]


def test_an_address_that_was_never_confirmed_shows_nobodys_bookings(portal):
    stranger = UserFactory(email="ann@people.example", email_confirmed_at=None)
    BookingFactory(date=EventFactory().dates.get(), email="ann@people.example")
    rows = [row for part in HOLDER.personal_data for row in part.rows(stranger)]
    assert rows == []
    HOLDER.forget_person(stranger)
    assert Booking.objects.get().email == "ann@people.example"


def test_who_leaves_is_named_by_no_event(portal):
    someone = UserFactory()
    EventFactory(sender=someone, sender_name="Ann", sender_email=someone.email)
    HOLDER.forget_person(someone)
    event = Event.objects.get()
    assert (event.sender, event.sender_name, event.sender_email) == (None, "", "")
