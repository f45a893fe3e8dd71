"""Bookings that are there: who is told of changes, who sees them, when they are forgotten."""

from datetime import time, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import LedgerEntry
from cms.events.models import Booking, EventDate
from cms.events.models.bookings import KEPT_FOR
from cms.events.services import call_off_date, move_date, restore_date, save_event, take_down_event
from cms.events.services.retention import forget_bookings_of, forget_old_bookings
from cms.events.tasks import tell_booked
from tests.conftest import person
from tests.events.conftest import bookable
from tests.factories.accounts import UserFactory
from tests.factories.events import BookingFactory

db = pytest.mark.django_db


@db
@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ("off", "Called off"),
        ("move", "New time or place"),
        ("back", "It takes place after all"),
        ("down", "Called off"),
        ("clock", "New time or place"),
    ],
)
def test_everybody_who_booked_is_told_by_mail_what_the_organiser_changes(
    portal, commits, change, subject
):
    event = bookable(title="Coffee")
    date = event.dates.get()
    BookingFactory(date=date, children=0)
    BookingFactory(date=date, children=0, cancelled_at=timezone.now())
    boss = person(portal, "publisher")
    told = _told(portal)
    if change == "move":
        later = date.starts_at + timedelta(hours=2)
        move_date(actor=boss, date=date, starts_at=later, ends_at=later + timedelta(hours=1))
    elif change == "down":
        take_down_event(actor=boss, event=event)
    elif change == "clock":
        save_event(actor=boss, event=event, values={"end_time": time(12)})
    else:
        call_off_date(actor=boss, date=date, note="Flood")
        if change == "back":
            restore_date(actor=boss, date=date)
    task = told()[-1]
    with commits():
        tell_booked(**task)
    assert [sent.to for sent in mail.outbox] == [[Booking.objects.active().get().email]]
    assert mail.outbox[0].subject == f"{subject}: Coffee"


def _told(portal):
    def asked():
        rows = DBTaskResult.objects.order_by("enqueued_at")
        calls = [row.args_kwargs["args"] for row in rows]
        assert all(key == str(portal.key) for key, _path, _arguments in calls)
        return [arguments for _key, path, arguments in calls if path.endswith("tell_booked")]

    return asked


@db
def test_the_organiser_sees_bookings_and_takes_them_away_as_a_table(portal, client_for):
    event = bookable(capacity=None)
    BookingFactory(date=event.dates.get(), name="=HYPERLINK(1)", interpreter="Polish")
    editor = client_for(portal, "editor")
    page = editor.get(f"/events/manage/date/{event.dates.get().pk}/").content.decode()
    assert "Interpreter: Polish" in " ".join(page.split())
    table = editor.get(f"/events/manage/{event.pk}/bookings.csv").content.decode()
    assert "'=HYPERLINK(1)" in table
    assert "Polish" in table
    entry = LedgerEntry.objects.order_by("-number").first()
    assert entry.verb == "events.bookings_exported"
    assert entry.detail == {"bookings": 1}


@db
@pytest.mark.parametrize("role", ["", "member", "service_provider", "caseworker", "auditor"])
def test_others_see_no_bookings(portal, client_for, role):
    event = bookable()
    BookingFactory(date=event.dates.get(), name="Ann Secret")
    browser = client_for(portal, role)
    date = event.dates.get()
    for path in (
        f"/events/manage/date/{date.pk}/",
        f"/events/manage/{event.pk}/bookings.csv",
        f"/events/manage/{event.pk}/",
    ):
        answer = browser.get(path)
        assert answer.status_code in {302, 403}
        assert b"Ann Secret" not in answer.content
    assert browser.post(f"/events/manage/date/{date.pk}/call-off/").status_code in {302, 403}
    assert not EventDate.objects.get(pk=date.pk).is_called_off


@db
def test_a_partner_sees_the_bookings_of_their_own_event_alone(portal, client_for):
    own = bookable(sender=person(portal, "service_provider"))
    others = bookable()
    partner = client_for(portal, "service_provider")
    assert partner.get(f"/events/manage/date/{own.dates.get().pk}/").status_code == 200
    assert partner.get(f"/events/manage/date/{others.dates.get().pk}/").status_code == 403


@db
def test_names_and_needs_are_forgotten_six_weeks_after_the_date_and_numbers_stay(portal):
    booking = BookingFactory(date=bookable().dates.get())
    over = booking.date.ends_at + KEPT_FOR
    with time_machine.travel(over - timedelta(minutes=1), tick=False):
        assert forget_old_bookings() == 0
    with time_machine.travel(over + timedelta(minutes=1), tick=False):
        assert forget_old_bookings() == 1
        assert forget_old_bookings() == 0
    found = Booking.objects.get()
    assert (found.name, found.email, found.childcare) == ("", "", "")
    assert found.places == 2


@db
def test_who_leaves_is_forgotten_and_their_places_are_free(portal):
    date = bookable().dates.get()
    someone = UserFactory(email="ann@people.example")
    BookingFactory(date=date, email="Ann@people.example")
    forget_bookings_of(someone.email)
    assert EventDate.objects.get(pk=date.pk).places_taken == 0
    assert Booking.objects.get().email == ""


@db
def test_a_smaller_capacity_takes_nobodys_place(portal):
    event = bookable(capacity=5)
    BookingFactory(date=event.dates.get(), adults=2, children=2)
    save_event(actor=person(portal, "publisher"), event=event, values={"capacity": 2})
    assert event.dates.get().places_left == 0
