"""Feeds of events: read by two parsers that know nothing of each other or of us."""

from datetime import UTC, datetime, timedelta

import feedparser
import icalendar
import pytest
import vobject
from django.utils import timezone

from accounts.models import Locality
from cms.events.ical import calendar_of
from cms.events.models import Event
from cms.events.services import call_off_date, move_date
from tests.conftest import person
from tests.factories.events import EventFactory, soon

pytestmark = pytest.mark.django_db
WILD = "Line\r\nbreak; comma, \\ backslash “quotes” 👩‍👩‍👧 \u2028 end:VEVENT"


def feed(portal, client_for, query=""):
    answer = client_for(portal).get(f"/events/feed.ics{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content


def by_vobject(content):
    """Return every moment at which something begins, as vobject and dateutil expand it."""
    moments = []
    calendar = vobject.readOne(content.decode())
    entries = calendar.contents.get("vevent", [])
    changed = {
        (entry.uid.value, entry.recurrence_id.value.astimezone(UTC))
        for entry in entries
        if hasattr(entry, "recurrence_id")
    }
    for entry in entries:
        if entry.status.value == "CANCELLED":
            continue
        rules = entry.getrruleset(addRDate=True) if hasattr(entry, "rrule") else None
        starts = [entry.dtstart.value]
        if rules is not None:
            starts = []
            for moment in rules:
                if moment.astimezone(UTC) > timezone.now() + timedelta(days=399):
                    break
                starts.append(moment)
        for start in starts:
            at = start.astimezone(UTC)
            own = hasattr(entry, "recurrence_id")
            if own or (entry.uid.value, at) not in changed:
                moments.append(at)
    return sorted(moments)


def ours(event):
    last = timezone.now() + timedelta(days=399)
    dates = event.dates.filter(called_off_at__isnull=True, starts_at__lte=last)
    return sorted(each.starts_at for each in dates)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"frequency": "weekly"},
        {"frequency": "weekly", "repeat_count": 7},
        {"frequency": "fortnightly", "repeat_until": soon(200)},
        {"frequency": "monthly_day", "first_on": soon(0).replace(day=1) + timedelta(days=61)},
        {"frequency": "monthly_weekday"},
        {"frequency": "weekly", "left_out": [soon(14), soon(21), soon(22)]},
        {"frequency": "weekly", "repeat_count": 4, "left_out": [soon(28)]},
        {"frequency": "weekly", "left_out": [soon(7)]},
    ],
)
def test_a_calendar_has_the_dates_that_we_have(portal, changes):
    event = EventFactory(**changes)
    assert by_vobject(calendar_of([event], "Events")) == ours(event)


def test_the_last_day_of_short_months_survives_the_way(portal):
    day = datetime(timezone.localdate().year + 1, 1, 31).date()
    event = EventFactory(frequency="monthly_day", first_on=day, repeat_count=6)
    assert by_vobject(calendar_of([event], "Events")) == ours(event)


def test_called_off_and_moved_dates_are_told_one_by_one(portal):
    event = EventFactory(frequency="weekly", repeat_count=5)
    _first, second, third, *_rest = event.dates.all()
    editor = person(portal, "editor")
    call_off_date(actor=editor, date=second, note="Snow")
    later = third.starts_at + timedelta(hours=3)
    move_date(actor=editor, date=third, starts_at=later, ends_at=later + timedelta(hours=1))
    content = calendar_of([event], "Events")
    assert by_vobject(content) == ours(event)
    assert second.starts_at not in by_vobject(content)
    assert later in by_vobject(content)
    entries = icalendar.Calendar.from_ical(content).walk("VEVENT")
    states = {str(entry.get("status")) for entry in entries if entry.get("recurrence-id")}
    assert states == {"CANCELLED", "CONFIRMED"}
    assert len({str(entry["uid"]) for entry in entries}) == 1


def test_a_day_that_has_no_date_is_left_out_of_the_rule(portal):
    event = EventFactory(frequency="weekly", repeat_count=5)
    event.dates.all()[2].delete()
    assert by_vobject(calendar_of([event], "Events")) == ours(event)


def test_wild_words_come_through_both_parsers_and_break_nothing(portal, client_for):
    EventFactory(title=WILD, summary=WILD[:300], description="x" * 10_000 + "\nü👶")
    content = feed(portal, client_for)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    read = icalendar.Calendar.from_ical(content)
    assert not read.errors
    entries = read.walk("VEVENT")
    assert len(entries) == 1
    title = "Line break; comma, \\ backslash “quotes” 👩‍👩‍👧 end:VEVENT"
    assert str(entries[0]["summary"]) == title
    other = vobject.readOne(content.decode()).vevent
    assert other.summary.value == title
    assert "ü👶" in other.description.value
    assert len(other.description.value) > 10_000


def test_a_feed_names_its_zone_and_its_portal(portal, client_for):
    EventFactory()
    read = icalendar.Calendar.from_ical(feed(portal, client_for))
    assert str(read["x-wr-calname"]) == "North Parents"
    assert [str(zone["tzid"]) for zone in read.walk("VTIMEZONE")] == ["Europe/London"]
    assert str(read.walk("VEVENT")[0]["uid"]).endswith("@north.localhost")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"In the east", "For fathers"}),
        ("?locality=east", {"In the east"}),
        ("?audience=fathers", {"For fathers"}),
        ("?audience=fathers&locality=east", set()),
    ],
)
def test_a_feed_is_of_what_was_chosen(portal, client_for, query, expected):
    EventFactory(title="In the east", locality=Locality.objects.get(name="East"))
    EventFactory(title="For fathers", audiences=["fathers"])
    read = icalendar.Calendar.from_ical(feed(portal, client_for, query))
    assert {str(entry["summary"]) for entry in read.walk("VEVENT")} == expected
    assert Event.objects.count() == 2


def test_an_empty_feed_is_a_calendar(portal, client_for):
    read = icalendar.Calendar.from_ical(feed(portal, client_for))
    assert read.walk("VEVENT") == []


def test_the_atom_feed_of_events_is_well_formed(portal, client_for):
    EventFactory(title=WILD)
    read = feedparser.parse(client_for(portal).get("/events/feed.atom").content)
    assert not read.bozo
    assert read.version == "atom10"
    entry = read.entries[0]
    assert "end:VEVENT" in entry.title
    assert entry.link.startswith("http://north.localhost:8000/events/")
    assert all((entry.id, entry.updated_parsed, read.feed.id, read.feed.updated_parsed))
