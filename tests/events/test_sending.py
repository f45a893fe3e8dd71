"""Sent in and passed: events and news of visitors and partners (PPP App. C)."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import LedgerEntry
from cms.events.forms import EventForm
from cms.events.models import Event
from cms.events.services import publish_event, refuse_event, send_event, take_down_event
from cms.events.views.sending import SendEventForm
from cms.moderation.states import Status
from cms.news.forms import SendNewsForm
from cms.news.models import NewsItem
from cms.news.services import publish_news, refuse_news, send_news
from tenants.errors import ServiceError
from tests.conftest import person
from tests.factories.events import EventFactory, soon
from tests.factories.public_forms import opened

pytestmark = pytest.mark.django_db


def an_event(**changes):
    day = soon()
    return {
        "title": "Summer fair",
        "summary": "Stalls and games",
        "first_on_day": day.day,
        "first_on_month": day.month,
        "first_on_year": day.year,
        "start_time": "2pm",
        "end_time": "16.30",
        "frequency": "once",
        "place": "The park",
        "your_name": "Vi Sitor",
        "your_email": "vi@people.example",
        **changes,
    }


def sent(**changes):
    return an_event() | opened(SendEventForm) | changes


def some_news(**changes):
    words = {"title": "Thanks", "summary": "To all", "body": "Thank you.", **changes}
    sender = {"your_name": "Vi Sitor", "your_email": "vi@people.example"}
    return words | sender | opened(SendNewsForm)


def test_a_visitor_sends_an_event_in_and_it_waits(portal, client_for, commits):
    with commits():
        answer = client_for(portal).post("/events/send/", sent())
    assert answer.status_code == 302, answer.context["form"].errors
    event = Event.objects.get()
    assert event.status == Status.WAITING
    assert (event.sender_name, event.sender_email) == ("Vi Sitor", "vi@people.example")
    assert f"{event.start_time:%H:%M}–{event.end_time:%H:%M}" == "14:00–16:30"
    assert mail.outbox[0].to == ["vi@people.example"]
    assert "Summer fair" not in client_for(portal).get("/events/").content.decode()


def test_a_program_that_fills_in_everything_is_refused(portal, client_for):
    answer = client_for(portal).post("/events/send/", sent(website="http://spam.example"))
    assert answer.status_code == 200
    assert not Event.objects.exists()


def test_dates_are_left_out_one_a_line(portal, client_for):
    days = [soon(14), soon(28)]
    typed = f"{days[1]:%d/%m/%Y}\n\n{days[0]:%d %B %Y}\n{days[0]:%Y-%m-%d}\n"
    client_for(portal).post("/events/send/", sent(frequency="weekly", left_out=typed))
    event = Event.objects.get()
    assert event.left_out == days
    assert not event.dates.filter(original_on__in=days).exists()
    form = EventForm(instance=event)
    assert form["left_out"].value() == "\n".join(f"{day:%d/%m/%Y}" for day in days)
    client_for(portal).post("/events/send/", sent(title="Another", left_out=typed))
    assert Event.objects.get(title="Another").left_out == []


def test_nobody_sets_the_state_of_what_they_send(portal, client_for):
    client_for(portal).post("/events/send/", sent(status="published", sent_at="", sender="1"))
    assert Event.objects.get().status == Status.WAITING


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first_on_month": "13"}, "Enter a real date"),
        ({"start_time": "late"}, "Enter a time, such as"),
        ({"place": ""}, "Enter the place"),
        ({"frequency": "weekly", "ends": "until"}, "Enter the last day"),
        ({"frequency": "weekly", "ends": "count"}, "Enter how many times"),
        ({"frequency": "weekly", "weekdays": [str((soon().weekday() + 1) % 7)]}, "Tick that too"),
        ({"frequency": "weekly", "left_out": "25/12/2030\nChristmas"}, "“Christmas” is not a real"),
        ({"frequency": "weekly", "left_out": f"{soon():%d/%m/%Y}"}, "cannot be left out"),
        ({"first_on_year": "2001"}, "Choose today or a day to come"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words_and_nothing_is_lost(
    portal, client_for, changes, words
):
    page = client_for(portal).post("/events/send/", sent(**changes)).content.decode()
    assert words in page
    assert "Stalls and games" in page
    assert not Event.objects.exists()


def test_a_partner_sends_in_with_their_account_and_finds_it_again(portal, client_for):
    partner = client_for(portal, "service_provider")
    values = {k: v for k, v in sent().items() if not k.startswith("your_")}
    assert partner.post("/events/send/", values).status_code == 302
    assert "Summer fair" in partner.get("/events/yours/").content.decode()
    assert Event.objects.get().sender == person(portal, "service_provider")


def test_a_publisher_passes_it_and_the_sender_is_told(portal, client_for, commits):
    client_for(portal).post("/events/send/", sent())
    event = Event.objects.get()
    publisher = client_for(portal, "publisher")
    assert "Summer fair" in publisher.get("/events/manage/?status=waiting").content.decode()
    mail.outbox.clear()
    with commits():
        publisher.post(reverse("events:publish", args=[event.pk]))
    assert "Summer fair" in client_for(portal).get("/events/").content.decode()
    assert "is now on the site" in mail.outbox[0].body
    assert LedgerEntry.objects.order_by("-number").first().verb == "events.published"


def test_it_is_passed_with_changes_in_one_go(portal, client_for, commits):
    client_for(portal).post("/events/send/", sent())
    event = Event.objects.get()
    mail.outbox.clear()
    with commits():
        answer = client_for(portal, "publisher").post(
            reverse("events:edit", args=[event.pk]),
            an_event(title="Summer fair in the park", publish="1"),
        )
    assert answer.status_code == 302, answer.context["form"].errors
    event.refresh_from_db()
    assert (event.title, event.status) == ("Summer fair in the park", Status.PUBLISHED)
    assert "We changed some of it" in mail.outbox[0].body


def test_it_is_refused_with_a_reason_that_the_sender_reads(portal, client_for, commits):
    with commits():
        event = send_event(actor=None, values=_plain(), name="Vi", email="vi@people.example")
        refuse_event(actor=person(portal, "publisher"), event=event, reason="Too far away")
    assert "Too far away" in mail.outbox[-1].body
    other = send_event(actor=None, values=_plain(), name="Vi", email="vi@people.example")
    with pytest.raises(ServiceError, match="Say why"):
        refuse_event(actor=person(portal, "publisher"), event=other, reason=" \n ")


def test_two_moderators_do_not_decide_twice(portal):
    event = send_event(actor=None, values=_plain(), name="Vi", email="vi@people.example")
    publish_event(actor=person(portal, "publisher"), event=event)
    with pytest.raises(ServiceError, match="look again"):
        refuse_event(actor=person(portal, "portal_administrator"), event=event, reason="No")


@pytest.mark.parametrize("role", ["member", "service_provider", "author", "editor", "moderator"])
def test_nobody_but_publishers_passes_refuses_or_takes_down(portal, role):
    waiting = send_event(actor=None, values=_plain(), name="Vi", email="vi@people.example")
    shown = EventFactory()
    news = send_news(actor=None, values=NEWS, name="Vi", email="vi@people.example")
    actor = person(portal, role)
    for call in (
        lambda: publish_event(actor=actor, event=waiting),
        lambda: refuse_event(actor=actor, event=waiting, reason="No"),
        lambda: take_down_event(actor=actor, event=shown),
        lambda: publish_news(actor=actor, item=news),
        lambda: refuse_news(actor=actor, item=news, reason="No"),
    ):
        with pytest.raises(ServiceError, match="Only publishers"):
            call()


def test_a_visitor_sends_news_in_and_a_publisher_passes_it(portal, client_for, commits):
    visitor = client_for(portal)
    assert visitor.get("/news/send/").status_code == 200
    with commits():
        answer = visitor.post("/news/send/", some_news())
    assert answer.status_code == 302, answer.context["form"].errors
    item = NewsItem.objects.get()
    assert "Thanks" not in visitor.get("/news/").content.decode()
    with commits():
        client_for(portal, "publisher").post(reverse("news:publish", args=[item.pk]))
    assert "Thanks" in visitor.get("/news/").content.decode()
    assert [each.subject for each in mail.outbox] == [
        "We have your news “Thanks”",
        "Your news “Thanks” is on North Parents",
    ]


def test_a_line_break_in_a_title_reaches_no_header_of_a_mail(portal, commits):
    values = _plain() | {"title": "Fair\r\nBcc: all@people.example"}
    with commits():
        send_event(actor=None, values=values, name="Vi\nSitor", email="vi@people.example")
    assert mail.outbox[0].recipients() == ["vi@people.example"]
    assert "\n" not in mail.outbox[0].subject
    assert Event.objects.get().title == "Fair Bcc: all@people.example"


NEWS = {"title": "Thanks", "summary": "To all", "body": "Thank you."}


def _plain():
    event = EventFactory.build()
    names = ("title", "summary", "first_on", "start_time", "end_time", "place")
    return {name: getattr(event, name) for name in names}
