"""Mails that came back: signed reports, what pauses an address, and how its person resumes."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Delivery, LedgerEntry, PausedAddress, SentMail, User
from accounts.notifications import is_paused, resume_mail
from accounts.notifications.at_once import mail_waiting
from accounts.notifications.bounces import record_bounce_of
from accounts.notifications.digests import send_digests
from accounts.notifications.reports import signature_for
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.accounts.test_notifications.conftest import moment

BOUNCES = "/mail/bounces/"
NOW = moment(2026, 11, 23, 7)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def sent(nia):
    """Record a mail to somebody of the portal."""

    def make(number=1, email=nia.email):
        return SentMail.objects.create(token=f"north.{number:022}", email=email, kind="x.y")

    return make


def report(mail, kind="hard", **changes):
    return {"token": mail.token, "email": mail.email, "kind": kind, "reason": "550", **changes}


@pytest.fixture
def post(platform_visitor):
    """Post reports to the platform's host, signed as the mail server signs them."""

    def send(reports, *, at=NOW, signature=None, body=None):
        body = json.dumps(reports).encode() if body is None else body
        stamp = str(int(at.timestamp())) if hasattr(at, "timestamp") else at
        return platform_visitor.post(
            BOUNCES,
            body,
            content_type="application/json",
            headers={
                "X-Casement-Timestamp": stamp,
                "X-Casement-Signature": signature or signature_for(body, stamp),
            },
        )

    return send


def paused(portal, email="nia@people.example"):
    with portal_context(portal):
        return is_paused(email)


@pytest.mark.parametrize("kind", ["hard", "complaint"])
def test_a_hard_bounce_or_a_complaint_pauses_at_once(portal, sent, post, kind):
    answer = post([report(sent(), kind)])

    assert answer.json() == {"recorded": 1, "ignored": 0}
    assert paused(portal)


def test_a_message_id_will_do_instead_of_the_token(portal, sent, post):
    message_id = f"<{sent().token}@localhost>"
    answer = post([{"message_id": message_id, "email": "Nia@People.example", "kind": "hard"}])

    assert answer.json()["recorded"] == 1
    assert paused(portal)


def test_the_ledger_names_the_person_and_not_the_address(portal, nia, sent, post):
    post([report(sent(), reason=f"550 {nia.email} unknown")])

    with portal_context(portal):
        entry = LedgerEntry.objects.order_by("-number").first()
    assert (entry.verb, entry.actor_label) == ("accounts.mail_paused", "the mail service")
    assert entry.subject_label == "Nia"
    assert entry.detail == {"bounce": "hard"}


def test_soft_ones_pause_at_the_third_within_fourteen_days(portal, sent, _clock):
    for day in (0, 6):
        _clock.move_to(NOW + timedelta(days=day))
        record_bounce_of(mail=sent(day), kind="soft")
    assert not is_paused("nia@people.example")

    _clock.move_to(NOW + timedelta(days=13))
    record_bounce_of(mail=sent(13), kind="soft")
    assert is_paused("nia@people.example")


def test_soft_ones_further_apart_do_not_pause(portal, sent, _clock):
    for day in (0, 8, 16, 24):
        _clock.move_to(NOW + timedelta(days=day))
        record_bounce_of(mail=sent(day), kind="soft")
    assert not is_paused("nia@people.example")


def test_the_same_mail_counts_once(portal, sent):
    mail = sent()
    assert [record_bounce_of(mail=mail, kind="soft") for _ in range(4)] == [True] + [False] * 3
    assert not is_paused(mail.email)


def test_a_soft_bounce_that_becomes_a_hard_one_pauses(portal, sent):
    mail = sent()
    record_bounce_of(mail=mail, kind="soft")
    assert record_bounce_of(mail=mail, kind="hard")
    assert is_paused(mail.email)


def test_a_report_sent_again_after_the_person_resumed_changes_nothing(portal, nia, sent, post):
    reports = [report(sent())]
    post(reports)
    with portal_context(portal):
        resume_mail(actor=nia)

    assert post(reports).json() == {"recorded": 0, "ignored": 1}
    assert not paused(portal)


class TestWhatIsRefused:
    """A report counts only when the mail server sent it just now."""

    def test_another_secret(self, portal, sent, post, settings):
        reports = [report(sent())]
        body = json.dumps(reports).encode()
        settings.BOUNCE_SECRET, ours = "guessed", settings.BOUNCE_SECRET
        forged = signature_for(body, str(int(NOW.timestamp())))
        settings.BOUNCE_SECRET = ours

        assert post(reports, signature=forged).status_code == 403
        assert not paused(portal)

    def test_a_changed_body(self, portal, sent, post):
        mail = sent()
        signed = signature_for(b"[]", str(int(NOW.timestamp())))
        assert post([report(mail)], signature=signed).status_code == 403

    def test_a_changed_time(self, portal, sent, post):
        body = json.dumps([report(sent())]).encode()
        old = signature_for(body, str(int((NOW - timedelta(hours=1)).timestamp())))
        assert post(None, body=body, signature=old).status_code == 403

    @pytest.mark.parametrize("minutes", [-6, 6])
    def test_an_old_one_or_one_of_the_future(self, portal, sent, post, minutes):
        at = NOW + timedelta(minutes=minutes)
        assert post([report(sent())], at=at).status_code == 403
        assert not paused(portal)

    @pytest.mark.parametrize("stamp", ["", "now", "-1", "1e9", "٣", "9" * 40])
    def test_no_time(self, portal, post, stamp):
        assert post([], at=stamp, signature="sha256=x").status_code == 403

    def test_no_signature(self, portal, platform_visitor):
        answer = platform_visitor.post(BOUNCES, b"[]", content_type="application/json")
        assert answer.status_code == 403

    def test_reading_it(self, platform_visitor):
        assert platform_visitor.get(BOUNCES).status_code == 405

    def test_the_hosts_of_portals(self, portal, client_for):
        assert client_for(portal).post(BOUNCES).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b"\xff",
        b"{}",
        b"[1]",
        b"[{}]",
        b'[{"token": 1, "email": "a@b.example", "kind": "hard"}]',
        b'[{"token": "north.x", "email": "a@b.example", "kind": "harder"}]',
        b'[{"token": "north.x", "email": ["a"], "kind": "hard"}]',
        b'[{"token": "north.\\u0000", "email": "a@b.example", "kind": "hard"}]',
        b"[" * 100_000,
        json.dumps([{}] * 1_001).encode(),
    ],
)
def test_what_is_no_report_is_answered_in_words(_public, post, body):
    answer = post(None, body=body)
    assert answer.status_code == 400
    assert answer.content.strip()


@pytest.mark.parametrize(
    "changes",
    [
        {"token": "north.unknown"},
        {"token": "nowhere.0000000000000000000001"},
        {"token": "no-dot"},
        {"email": "victim@people.example"},
    ],
)
def test_what_is_about_no_mail_of_ours_is_left_out(portal, sent, post, changes):
    answer = post([report(sent(), **changes)])
    assert answer.json() == {"recorded": 0, "ignored": 1}
    with portal_context(portal):
        assert not PausedAddress.objects.exists()


def withheld():
    entries = LedgerEntry.objects.filter(verb="accounts.mail_withheld").order_by("number")
    return [(entry.actor_label, entry.subject_label, entry.detail) for entry in entries]


def test_mails_that_are_held_back_stand_in_the_ledger_once(portal, nia, told):
    run("--portal", "north", nia.email)
    for _ in range(2):
        told(delivery=Delivery.NOW)
    told(delivery=Delivery.NOW, read_at=NOW)  # needs no mail any more
    told()  # due tomorrow
    assert mail_waiting() == mail_waiting() == 0
    assert withheld() == [("the mail service", "Nia", {"notifications": 2})]


def test_digests_that_are_held_back_stand_in_the_ledger_once(portal, nia, told):
    run("--portal", "north", nia.email)
    told(created_at=NOW - timedelta(days=2))
    for _ in range(2):
        assert send_digests(NOW.date()).sent == 0
    assert withheld() == [("the mail service", "Nia", {"notifications": 1})]
    resume_mail(actor=nia)
    assert send_digests(NOW.date()).sent == 1
    assert len(withheld()) == 1


def test_who_is_not_paused_or_gone_has_no_such_entry(portal, nia, told):
    told(delivery=Delivery.NOW)
    assert mail_waiting() == 1
    run("--portal", "north", nia.email)
    User.objects.filter(pk=nia.pk).update(is_active=False)
    told(delivery=Delivery.NOW)
    assert mail_waiting() == 0
    assert withheld() == []


def test_resuming_forgets_what_came_back_before(portal, nia, sent, ledger_since):
    for number in range(3):
        record_bounce_of(mail=sent(number), kind="soft")
    resume_mail(actor=nia)
    record_bounce_of(mail=sent(4), kind="soft")

    assert not is_paused(nia.email)
    assert ledger_since()[-1] == "accounts.mail_resumed"


def test_what_is_not_paused_cannot_be_resumed(portal, nia):
    with pytest.raises(ServiceError):
        resume_mail(actor=nia)


def run(*args):
    out = StringIO()
    call_command("record_bounce", *args, stdout=out)
    return out.getvalue()


def test_the_command_pauses_an_address(portal):
    assert "nia@people.example are paused" in run("--portal", "north", "Nia@people.example")
    assert paused(portal)
    entry = LedgerEntry.objects.order_by("-number").first()
    assert (entry.actor_label, entry.subject_id) == ("command line", "")


@pytest.mark.parametrize(("slug", "address"), [("nowhere", "a@b.example"), ("north", "x")])
def test_the_command_says_what_it_cannot_do(portal, slug, address):
    with pytest.raises(CommandError):
        run("--portal", slug, address)


def test_a_paused_address_is_kept_in_small_letters(portal):
    run("--portal", "north", "NIA@People.Example")
    row = PausedAddress.objects.get()
    assert (row.email, row.paused_at) == ("nia@people.example", timezone.now())
