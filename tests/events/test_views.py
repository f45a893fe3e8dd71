"""Public pages of events as visitors see them."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Locality
from cms.events.models import Event
from cms.events.services import call_off_date, publish_event
from cms.events.words import days_in_words
from cms.moderation.states import Status
from tests.conftest import person
from tests.factories.events import EventFactory, soon
from theme.times import day_in_words, weekday_in_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(portal, client_for):
    def get(path, status=200):
        response = client_for(portal).get(path)
        assert response.status_code == status, path
        return BeautifulSoup(response.content.decode(), "html.parser")

    return get


def titles(page):
    return [link.get_text() for link in page.main.select(".casement-card__link")]


def asked(visit):
    with CaptureQueriesContext(connection) as captured:
        visit()
    return [q["sql"] for q in captured if "search_path" not in q["sql"]]


def test_the_list_shows_dates_to_come_in_order(portal, read):
    EventFactory(title="Later", first_on=soon(9))
    EventFactory(title="Sooner", first_on=soon(2))
    EventFactory(title="Hidden", status=Status.DRAFT)
    EventFactory(title="Over", first_on=soon(-3))
    assert titles(read("/events/")) == ["Sooner", "Later"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("locality=east", ["In the east"]),
        ("audience=fathers", ["For fathers"]),
        ("online=1", ["On the screen"]),
        ("audience=fathers&locality=east", []),
        ("locality=nowhere", []),
        ("audience=nonsense&from=31-31&online=x", None),
    ],
)
def test_filters_stand_in_the_address(portal, read, query, expected):
    EventFactory(title="In the east", locality=Locality.objects.get(name="East"))
    EventFactory(title="For fathers", audiences=["fathers"])
    EventFactory(title="On the screen", is_online=True, place="")
    found = titles(read(f"/events/?{query}"))
    assert found == (
        expected if expected is not None else ["In the east", "For fathers", "On the screen"]
    )


def test_a_day_to_begin_from_can_be_chosen(portal, read):
    EventFactory(title="Sooner", first_on=soon(2))
    EventFactory(title="Later", first_on=soon(9))
    assert titles(read(f"/events/?from={soon(5).isoformat()}")) == ["Later"]


def test_the_list_is_paged_without_gaps_or_repeats(portal, read):
    for number in range(45):
        EventFactory(title=f"Event {number}", frequency="weekly", repeat_count=2)
    seen, path = [], "/events/"
    for _page in range(5):
        page = read(path)
        seen += [
            link["href"].partition("#")[0] for link in page.main.select(".casement-card__link")
        ]
        older = page.find("a", rel="next")
        if older is None:
            break
        path = older["href"]
    assert len(seen) == len(set(seen)) == 45


def test_an_event_that_is_repeated_stands_once_with_its_next_dates(portal, read):
    EventFactory(title="Once", first_on=soon(8))
    event = EventFactory(title="Every week", frequency="weekly", repeat_count=9)
    days = [timezone.localtime(each.starts_at).date() for each in event.dates.all()]
    page = read("/events/")
    assert titles(page) == ["Every week", "Once"]
    assert "2 events, 10 dates to come" in page.main.get_text()
    said = page.main.select_one(".casement-card__meta").get_text()
    assert weekday_in_words(days[0]) in said
    assert f"Then {days_in_words(days[1:4])}, and later" in said
    three = EventFactory(title="Three times", frequency="weekly", repeat_count=3, first_on=soon(1))
    assert titles(read(f"/events/?from={soon(6).isoformat()}")) == [
        *("Every week", "Once", "Three times")
    ]
    call_off_date(actor=person(portal, "editor"), date=three.dates.first(), note="")
    said = read("/events/").main.select_one(".casement-card__meta").get_text()
    assert f"Called off: {days_in_words([soon(1)])}" in said
    assert weekday_in_words(soon(8)) in said
    assert "and later" not in said


def test_days_of_one_month_share_its_name():
    days = [date(2026, 12, 8), date(2026, 12, 15)]
    assert days_in_words(days) == "8 and 15 December"
    assert days_in_words([*days, date(2027, 1, 5)]) == "8 December, 15 December and 5 January"
    with translation.override("cy"):
        assert days_in_words(days) == "8 a 15 Rhagfyr"


@pytest.mark.parametrize("after", ["x", "1-", "-1", "9" * 30 + "-1", "1-" + "9" * 30, "²-1"])
def test_a_broken_key_of_a_page_is_the_first_page(portal, read, after):
    EventFactory(title="There")
    assert titles(read(f"/events/?after={after}")) == ["There"]


def test_lists_and_events_cost_few_queries_and_nothing_when_kept(portal, client_for):
    event = EventFactory(frequency="weekly", locality=Locality.objects.get(name="East"))
    visitor = client_for(portal)
    visitor.get("/contact/")
    paths = {
        "/events/": 10,
        "/events/calendar/": 10,
        "/events/past/": 10,
        "/events/feed.ics": 10,
        "/events/feed.atom": 10,
        event.get_absolute_url(): 7,
    }
    for path, most in paths.items():
        found = asked(lambda path=path: visitor.get(path))
        assert len(found) <= most, (path, found)
        assert asked(lambda path=path: visitor.get(path)) == [], path


def test_a_list_that_is_kept_goes_stale_the_moment_an_event_ends(portal, client_for):
    event = EventFactory(title="Soon over")
    ends = event.dates.get().ends_at
    visitor = client_for(portal)
    with time_machine.travel(ends - timedelta(minutes=5), tick=False) as clock:
        assert "Soon over" in visitor.get("/events/").content.decode()
        assert "Soon over" in visitor.get("/").content.decode()
        clock.shift(timedelta(minutes=4))
        assert asked(lambda: visitor.get("/events/")) == []
        clock.shift(timedelta(minutes=2))
        assert "Soon over" not in visitor.get("/events/").content.decode()
        assert "Soon over" not in visitor.get("/").content.decode()


def test_what_is_published_or_called_off_shows_at_once(portal, client_for):
    event = EventFactory(title="New one", status=Status.DRAFT)
    visitor = client_for(portal)
    assert "New one" not in visitor.get("/events/").content.decode()
    publish_event(actor=person(portal, "publisher"), event=event)
    assert "New one" in visitor.get("/events/").content.decode()
    call_off_date(actor=person(portal, "editor"), date=event.dates.get(), note="Flood")
    assert "Called off" in visitor.get("/events/").content.decode()
    assert "Flood" in visitor.get(event.get_absolute_url()).content.decode()


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PUBLISHED])
def test_what_is_not_published_shows_nowhere(portal, client_for, status):
    event = EventFactory(title="Not yet", status=status, sent_at=timezone.now(), reason="No")
    visitor = client_for(portal)
    date = event.dates.get()
    for path in (
        "/events/",
        f"/events/calendar/?month={date.starts_at:%Y-%m}",
        "/events/feed.ics",
        "/events/feed.atom",
        "/events/past/",
        "/",
    ):
        assert "Not yet" not in visitor.get(path).content.decode(), path
    ics = reverse("events:event_feed", args=[event.pk, event.slug])
    for path in (event.get_absolute_url(), ics, reverse("events:book", args=[date.pk])):
        assert visitor.get(path).status_code == 404, path


def test_an_event_says_when_where_for_whom_and_at_what_cost(portal, read):
    event = EventFactory(
        title="Stay & play",
        frequency="fortnightly",
        weekdays=[soon().weekday()],
        repeat_count=3,
        address="1 High Street",
        audiences=["fathers", "babies"],
        price="£2",
        organiser="Harbour Families",
        description="Bring socks.\n\nSee https://play.example/",
    )
    text = read(event.get_absolute_url()).main.get_text(" ", strip=True)
    for words in (
        "Stay & play",
        "Every two weeks on",
        "3 times",
        "1 High Street",
        "Fathers and male carers and expecting parents and babies",
        "£2",
        "Harbour Families",
        "Bring socks.",
        "10am to 11am",
    ):
        assert words in text


def test_an_event_says_on_which_days_it_does_not_take_place(portal, read):
    event = EventFactory(frequency="weekly", repeat_count=4, left_out=[soon(14), soon(15)])
    text = read(event.get_absolute_url()).main.get_text(" ", strip=True)
    assert f"3 times, but not on {day_in_words(soon(14))}" in text
    assert day_in_words(soon(15)) not in text
    assert weekday_in_words(soon(14)) not in text


def test_an_event_has_one_address(portal, client_for):
    event = EventFactory()
    answer = client_for(portal).get(f"/events/{event.pk}/another-name/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == event.get_absolute_url()


def test_text_of_an_event_is_never_markup(portal, read):
    event = EventFactory(
        title="<script>alert(1)</script>",
        summary='"><img src=x>',
        description='<b>bold</b> javascript:alert(1) http://a.example/"onmouseover=x',
    )
    page = read(event.get_absolute_url())
    assert not page.main.find_all(["script", "img", "b"])
    assert all(a["href"].startswith(("http", "/", "#")) for a in page.main.find_all("a"))
    assert "<b>bold</b>" in page.main.get_text()


def test_the_calendar_shows_a_month_as_a_table(portal, read):
    event = EventFactory(title="In the month")
    day = timezone.localtime(event.dates.get().starts_at)
    page = read(f"/events/calendar/?month={day:%Y-%m}")
    table = page.main.table
    assert len(table.find_all("th", scope="col")) == 7
    cell = table.find("time", datetime=f"{day:%Y-%m-%d}").find_parent("td")
    assert "In the month" in cell.get_text()
    assert "10am" in cell.get_text()


def test_past_events_are_listed_latest_first(portal, read):
    EventFactory(title="Long ago", first_on=soon(-9))
    EventFactory(title="Lately", first_on=soon(-2))
    EventFactory(title="To come")
    assert titles(read("/events/past/")) == ["Lately", "Long ago"]


def test_the_home_page_shows_the_next_date_of_each_event(portal, read):
    EventFactory(title="Every week", frequency="weekly")
    EventFactory(title="Once", first_on=soon(20))
    called_off = EventFactory(title="Off", first_on=soon(1))
    called_off.dates.update(called_off_at=timezone.now())
    shown = read("/").main.select(".casement-next .casement-card__link")
    assert [link.get_text() for link in shown] == ["Every week", "Once"]


def test_an_empty_list_says_what_to_do(portal, read):
    assert "No dates yet" in read("/events/").main.get_text()
    assert "Nothing fits" in read("/events/?online=1").main.get_text()
    assert not Event.objects.exists()
