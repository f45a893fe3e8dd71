"""Daily and weekly mails: once, grouped, and no more after half a year away."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Delivery, Notification, PausedAddress, SentMail, User
from accounts.notifications import set_choices
from accounts.notifications.digests import send_digests
from tenants.current import current, portal_context
from tenants.models import Portal
from tests.accounts.test_notifications.conftest import NEWS, PAPER, REPLY, moment, parsed, waiting
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("wire")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
SUNDAY_NOON = moment(2026, 11, 22, 12)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(moment(2026, 11, 23, 7), tick=False) as clock:
        yield clock


@pytest.fixture
def nia(portal):
    return UserFactory(email="nia@people.example", display_name="Nia", joined_at=SUNDAY_NOON)


def run(**options):
    out = StringIO()
    call_command("send_digests", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_one_mail_holds_what_waited_grouped_by_kind(told, nia):
    told(title="Ann replied", created_at=SUNDAY_NOON)
    told(
        title="Papers for March", kind=PAPER.slug, delivery=Delivery.WEEKLY, created_at=SUNDAY_NOON
    )
    told(title="Ben replied", created_at=SUNDAY_NOON)

    assert send_digests(MONDAY).sent == 1

    message = parsed()
    assert str(message["Subject"]) == "What is new for you"
    for kind in ("plain", "html"):
        text = message.get_body((kind,)).get_content()
        assert text.index("Ben replied") < text.index("Ann replied")
        assert "Papers for March" in text
        assert text.count("Replies to you") == 1
    assert str(message["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    assert SentMail.objects.get().kind == "accounts.digest"


def test_again_on_the_same_day_nobody_gets_a_second_mail(told, nia, _clock):
    told(created_at=SUNDAY_NOON)
    assert send_digests(MONDAY).sent == 1
    told(title="This morning", created_at=timezone.now())
    _clock.move_to(moment(2026, 11, 23, 20))

    assert send_digests(MONDAY).sent == 0
    assert send_digests(TUESDAY).sent == 1
    assert "This morning" in parsed(mail.outbox[-1]).get_body(("plain",)).get_content()


def test_the_day_begins_at_local_midnight(told, nia):
    """In summer, when London is an hour ahead of universal time."""
    day = date(2026, 7, 1)
    told(title="Before", created_at=moment(2026, 6, 30, 22, 59))
    told(title="After", created_at=moment(2026, 6, 30, 23, 1))

    send_digests(day)

    text = parsed().get_body(("plain",)).get_content()
    assert "Before" in text
    assert "After" not in text


def test_weekly_ones_come_on_mondays(told, nia):
    told(kind=PAPER.slug, delivery=Delivery.WEEKLY, created_at=moment(2026, 11, 17, 12))

    assert [send_digests(date(2026, 11, day)).sent for day in (18, 20, 22)] == [0, 0, 0]
    assert send_digests(MONDAY).sent == 1


def test_a_monday_that_was_missed_is_made_up_for(told, nia):
    told(kind=PAPER.slug, delivery=Delivery.WEEKLY, created_at=SUNDAY_NOON)
    assert send_digests(TUESDAY).sent == 1


def test_what_was_read_meanwhile_is_not_mailed(told, nia):
    told(created_at=SUNDAY_NOON, read_at=timezone.now())
    assert send_digests(MONDAY).sent == 0


def test_a_long_list_is_cut_and_counted(told, nia):
    for number in range(53):
        told(title=f"Reply {number}", created_at=SUNDAY_NOON)

    send_digests(MONDAY)

    text = parsed().get_body(("plain",)).get_content()
    assert text.count("* Reply") == 50
    assert "And 3 more." in text
    assert waiting(nia) == 0


def test_what_waits_follows_a_new_choice(told, nia):
    told(created_at=SUNDAY_NOON)
    set_choices(actor=nia, choices={REPLY.slug: Delivery.NEVER})
    assert send_digests(MONDAY).sent == 0

    told(title="Weekly now", created_at=SUNDAY_NOON)
    Notification.objects.filter(title="Weekly now").update(delivery=Delivery.DAILY)
    set_choices(actor=nia, choices={REPLY.slug: Delivery.WEEKLY})
    assert Notification.objects.get(title="Weekly now").delivery == Delivery.WEEKLY


class TestIdlePeople:
    """Somebody who has not been here for 180 days."""

    @pytest.fixture
    def away(self, nia):
        User.objects.filter(pk=nia.pk).update(joined_at=SUNDAY_NOON - timedelta(days=179))

    def test_the_last_digest_says_that_it_is_the_last(self, away, told, nia):
        told(created_at=SUNDAY_NOON)
        assert send_digests(MONDAY).sent == 1
        for kind in ("plain", "html"):
            text = parsed().get_body((kind,)).get_content()
            assert "You have not been here for 180 days, so this is the last" in " ".join(
                text.split()
            )

    def test_then_digests_stop(self, away, told, nia):
        told(created_at=SUNDAY_NOON)
        send_digests(MONDAY)
        told(title="Later", created_at=moment(2026, 11, 23, 12))

        assert send_digests(TUESDAY).sent == 0
        assert len(mail.outbox) == 1
        assert nia.notifications.filter(title="Later").exists()
        assert waiting(nia) == 0

    def test_they_begin_again_when_the_person_comes_back(self, away, told, nia):
        told(created_at=SUNDAY_NOON)
        send_digests(MONDAY)
        User.objects.filter(pk=nia.pk).update(seen_at=moment(2026, 11, 23, 9))
        told(title="Later", created_at=moment(2026, 11, 23, 12))

        assert send_digests(TUESDAY).sent == 1
        assert "180 days" not in parsed(mail.outbox[-1]).get_body(("plain",)).get_content()

    def test_they_find_in_the_portal_why(self, away, told, nia):
        told(created_at=SUNDAY_NOON)
        send_digests(MONDAY)
        assert nia.notifications.filter(title__startswith="We stopped").count() == 1

    def test_a_day_before_nothing_is_said(self, told, nia):
        User.objects.filter(pk=nia.pk).update(joined_at=SUNDAY_NOON - timedelta(days=178))
        told(created_at=SUNDAY_NOON)
        send_digests(MONDAY)
        assert "180 days" not in parsed().get_body(("plain",)).get_content()


def test_a_paused_address_gets_none_until_it_works_again(told, nia):
    told(created_at=SUNDAY_NOON)
    row = PausedAddress.objects.create(email=nia.email, paused_at=timezone.now())
    assert send_digests(MONDAY).sent == 0
    row.delete()
    assert send_digests(MONDAY).sent == 1


@pytest.mark.parametrize("gone", [{"is_active": False}, {"left_at": SUNDAY_NOON}])
def test_a_closed_account_gets_none(told, nia, gone):
    told(created_at=SUNDAY_NOON)
    User.objects.filter(pk=nia.pk).update(**gone)
    assert send_digests(MONDAY).sent == 0


def test_a_person_in_trouble_stops_no_other(told, nia, monkeypatch, caplog):
    from accounts.notifications import digests

    ok = UserFactory(email="ben@people.example", joined_at=SUNDAY_NOON)
    told(created_at=SUNDAY_NOON)
    told(user=ok, created_at=SUNDAY_NOON)
    real = digests.unsubscribe_url

    def broken(person, kind):
        if person == nia:
            raise RuntimeError(f"trouble with {person.email}")
        return real(person, kind)

    monkeypatch.setattr(digests, "unsubscribe_url", broken)

    outcome = send_digests(MONDAY)

    assert (outcome.sent, outcome.failed) == (1, 1)
    assert str(parsed()["To"]) == "ben@people.example"
    assert nia.email not in caplog.text
    assert waiting(nia) == 1


def test_the_command_sends_those_of_every_portal_as_the_portal(told, nia, other_portal):
    told(created_at=SUNDAY_NOON)
    with portal_context(other_portal):
        ben = UserFactory(email="ben@people.example", joined_at=SUNDAY_NOON)
        told(user=ben, created_at=SUNDAY_NOON)

    assert run().startswith("2 digests sent in ")

    senders = {str(m["To"]): m["From"].addresses[0].display_name for m in map(parsed, mail.outbox)}
    assert senders == {
        "nia@people.example": "North Parents",
        "ben@people.example": "South Parents",
    }
    assert run().startswith("0 digests sent")


def test_the_command_keeps_to_one_portal(told, nia):
    told(created_at=SUNDAY_NOON)
    assert run(portal="south").startswith("0 digests")
    assert run(portal="north", day=MONDAY).startswith("1 digests")


def test_a_portal_in_trouble_stops_no_other_and_is_named(told, nia, monkeypatch):
    from accounts.management.commands import send_digests as command

    told(created_at=SUNDAY_NOON)
    real = command.send_digests

    def broken(day):
        if current().slug == "south":
            raise RuntimeError("no table")
        return real(day)

    monkeypatch.setattr(command, "send_digests", broken)

    with pytest.raises(CommandError, match="south: RuntimeError") as stopped:
        run()
    assert stopped.value.returncode == 1
    assert str(parsed()["To"]) == "nia@people.example"


def test_a_suspended_portal_sends_none(told, nia, portal):
    told(created_at=SUNDAY_NOON)
    Portal.objects.filter(pk=portal.pk).update(status=Portal.Status.SUSPENDED)
    assert run().startswith("0 digests")


@pytest.mark.parametrize("options", [{"portal": "nowhere"}, {"day": date(2026, 11, 25)}])
def test_what_cannot_be_sent_is_said(portal, options):
    with pytest.raises(CommandError):
        run(**options)


def test_at_once_ones_are_not_in_a_digest(told, nia):
    told(kind=NEWS.slug, delivery=Delivery.NOW, created_at=SUNDAY_NOON)
    assert send_digests(MONDAY).sent == 0
