"""The mails themselves, as they go over the wire, and the record of each."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import send_mail as plain_send_mail
from django.utils import timezone

from accounts.models import Delivery, Notification, NotificationChoice, PausedAddress, SentMail
from accounts.notifications import notify
from accounts.notifications.at_once import mail_waiting
from accounts.services import request_password_reset
from tenants.current import portal_context
from tenants.mail import token_of
from tenants.models import Portal
from tenants.platform import PLATFORM
from tests.accounts.test_notifications.conftest import NEWS, REPLY, parsed, waiting
from tests.conftest import person

pytestmark = pytest.mark.usefixtures("wire")


@pytest.fixture
def one(nia, portal):
    """Somebody has just been told something, with characters that mails and HTML trip over."""
    Portal.objects.filter(pk=portal.pk).update(
        contact_email="desk@north.example",
        contact_address="1 High Street\nNorthtown\nNT1 1AA",
        contact_telephone="01632 960000",
    )
    with portal_context(Portal.objects.get(pk=portal.pk)):
        notify(
            nia,
            NEWS.slug,
            title="Café <b>&</b> tea",
            text="At nine.\n\nBring a friend.",
            path="/contact/",
        )
        assert mail_waiting() == 1
    return parsed()


def test_it_comes_from_the_portal_and_answers_go_to_its_desk(one):
    (writer,) = one["From"].addresses
    assert (writer.display_name, writer.addr_spec) == ("North Parents", "north@localhost")
    assert str(one["Reply-To"]) == "desk@north.example"
    assert str(one["To"]) == "nia@people.example"
    assert str(one["Subject"]) == "Café <b>&</b> tea"
    assert str(one["Auto-Submitted"]) == "auto-generated"


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_both_versions_say_all_of_it(one, portal, kind):
    text = one.get_body((kind,)).get_content()
    for words in ("Hello Nia,", "At nine.", "Bring a friend.", "News of the service"):
        assert words in text
    assert portal.url("/contact/") in text
    assert portal.url("/account/notifications/") in text
    assert portal.url("/unsubscribe/") in text
    for words in ("1 High Street", "NT1 1AA", "01632 960000", "desk@north.example"):
        assert words in text
    assert ("&lt;b&gt;&amp;&lt;/b&gt;" in text) == (kind == "html")


def test_it_can_be_stopped_by_one_click(one, portal):
    link = str(one["List-Unsubscribe"]).strip()
    assert link.startswith(f"<{portal.url('/unsubscribe/')}")
    assert link.endswith("/>")
    assert str(one["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"


def test_it_is_in_the_persons_language(nia):
    nia.language = "cy"
    nia.save()
    notify(nia, NEWS.slug, title="News")
    mail_waiting()
    assert '<html lang="cy">' in parsed().get_body(("html",)).get_content()


def test_it_is_recorded_under_a_token_that_names_the_portal(one):
    (sent,) = SentMail.objects.all()
    assert sent.token == token_of(str(one["Message-ID"]))
    assert sent.token.startswith("north.")
    assert (sent.email, sent.kind) == ("nia@people.example", NEWS.slug)
    assert (sent.failed_at, sent.bounced_at) == (None, None)


def test_it_goes_once(one, nia):
    assert mail_waiting() == 0
    assert waiting(nia) == 0


def test_account_mails_are_recorded_and_cannot_be_stopped(nia, commits):
    with commits():
        request_password_reset(email=nia.email)

    assert parsed()["List-Unsubscribe"] is None
    assert SentMail.objects.get().kind == "accounts.password_reset"


def test_mails_of_libraries_are_recorded_too(portal):
    plain_send_mail("Words", "Text", None, ["somebody@people.example"])
    assert SentMail.objects.get().email == "somebody@people.example"
    assert "North Parents" in str(parsed()["From"])


def test_mails_of_the_platform_are_recorded_there(portal):
    with portal_context(PLATFORM):
        plain_send_mail("Words", "Text", None, ["olu@people.example"])
        assert SentMail.objects.get().token.startswith("casement.")
    assert not SentMail.objects.exists()


class Refusing:
    """A mail server that takes nothing."""

    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")


@pytest.fixture
def refusing(settings):
    settings.MAIL_DELIVERY = f"{__name__}.Refusing"


def test_a_failure_is_recorded_and_tried_again_later(nia, settings, refusing):
    notify(nia, NEWS.slug, title="News")
    assert mail_waiting() == 0
    failed = SentMail.objects.get()
    assert failed.failed_at
    assert failed.problem == "SMTPServerDisconnected: gone"

    settings.MAIL_DELIVERY = "django.core.mail.backends.locmem.EmailBackend"
    assert mail_waiting() == 1


def test_a_failure_names_nobody_in_the_log(nia, refusing, caplog):
    notify(nia, NEWS.slug, title="News")
    mail_waiting()
    assert "SMTPServerDisconnected" in caplog.text
    assert nia.email not in caplog.text


@pytest.mark.parametrize("hours", [23, 25])
def test_what_could_not_be_sent_for_a_day_stays_in_the_portal(nia, hours):
    notify(nia, NEWS.slug, title="News")
    Notification.objects.update(created_at=timezone.now() - timedelta(hours=hours))
    assert mail_waiting() == (1 if hours < 24 else 0)


def _paused(who):
    PausedAddress.objects.create(email=who.email, paused_at=timezone.now())


def _closed(who):
    who.is_active = False
    who.save()


def _unconfirmed(who):
    who.email_confirmed_at = None
    who.save()


def _read(who):
    who.notifications.update(read_at=timezone.now())


@pytest.mark.parametrize("change", [_paused, _closed, _unconfirmed, _read])
def test_nobody_is_mailed_who_should_not_be(nia, change):
    notify(nia, NEWS.slug, title="News")
    change(nia)
    assert mail_waiting() == 0
    assert mail.outbox == []


def test_a_module_switched_off_meanwhile_mails_nothing(nia, portal):
    NotificationChoice.objects.create(user=nia, kind=REPLY.slug, delivery=Delivery.NOW)
    notify(nia, REPLY.slug, title="A reply")
    portal.modules = []
    assert mail_waiting() == 0


def test_a_paused_address_still_gets_what_keeps_an_account_safe(nia, commits):
    _paused(nia)
    with commits():
        request_password_reset(email=nia.email)
    assert "new password" in parsed()["Subject"]


def test_a_mail_that_cannot_be_recorded_goes_out_all_the_same(nia, monkeypatch, caplog):
    def broken(**fields):
        raise RuntimeError("full")

    monkeypatch.setattr("accounts.receivers.note_leaving", broken)
    notify(nia, NEWS.slug, title="News")
    assert mail_waiting() == 1


def test_a_role_that_ends_soon_is_told_once(portal, wire):
    from accounts.notifications.own import tell_roles_ending

    clerk = person(portal, "clerk")
    clerk.grants.update(ends_at=timezone.now() + timedelta(days=13))
    for _ in range(2):
        tell_roles_ending()
    (told,) = clerk.notifications.all()
    assert told.title.startswith("Your role “Clerk” ends on ")
