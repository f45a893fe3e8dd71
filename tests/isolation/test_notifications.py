"""Notifications, their links, digests, bounces and mails as files: each portal's own alone.

The person has the same key, UUID, address and session mark in both portals.
"""

import json
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Notification, NotificationChoice, PausedAddress, SentMail, User
from accounts.notifications import notify
from accounts.notifications.at_once import mail_waiting
from accounts.notifications.digests import send_digests
from accounts.notifications.reports import signature_for
from accounts.notifications.unsubscribing import unsubscribe_url
from tenants.current import portal_context
from tenants.mail_files import PortalFileBackend, newest_mails
from tenants.models import Portal
from tenants.platform import PLATFORM
from tenants.storage import remove_files_of
from tests.isolation.conftest import EVERYWHERE, SAME_KEY, signed_in

KIND = "accounts.role_ends_soon"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
LONG_AGO = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def people(north, south, person_in):
    return person_in(north), person_in(south)


@pytest.fixture
def wire(settings):
    settings.EMAIL_BACKEND = "tenants.mail.PortalBackend"
    settings.MAIL_DELIVERY = "django.core.mail.backends.locmem.EmailBackend"


def told_in(place, **changes):
    with portal_context(place):
        person = User.objects.get(pk=SAME_KEY)
        fields = {"user": person, "kind": KIND, "title": "Northern", "delivery": "daily"}
        return Notification.objects.create(pk=SAME_KEY, **{**fields, **changes})


def test_what_is_told_in_one_portal_is_not_in_the_other(people, north, south):
    told_in(north)

    assert "Northern" in signed_in(north).get("/notifications/").content.decode()
    there = signed_in(south).get("/notifications/").content.decode()
    assert "Northern" not in there
    assert "Nothing yet" in there
    assert "new)" not in there


def test_a_key_of_one_portal_opens_nothing_in_the_other(people, north, south):
    row = told_in(north)

    assert signed_in(south).get(f"/notifications/{row.pk}/").status_code == 403
    signed_in(south).post("/notifications/read/", {"newest": row.pk})
    with portal_context(north):
        assert Notification.objects.get(pk=row.pk).read_at is None


def test_marking_read_in_one_leaves_the_other(people, north, south):
    told_in(north)
    row = told_in(south, title="Southern")
    signed_in(south).post("/notifications/read/", {"newest": row.pk})

    with portal_context(north):
        assert Notification.objects.get().read_at is None
    with portal_context(south):
        assert Notification.objects.get().read_at is not None


def test_somebody_of_another_portal_is_not_told_here(north, south, person_in):
    """Nobody is told who only has the same key as a person here."""
    stranger = person_in(south, uuid="00000000-0000-4000-8000-000000000002")
    person_in(north)
    with portal_context(north):
        notify(stranger, KIND, title="Northern")
        assert not Notification.objects.filter(user=SAME_KEY).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_stops_mails_is_refused_elsewhere(people, north, south, method):
    with portal_context(north):
        path = "/" + unsubscribe_url(people[0], KIND).split("/", 3)[3]

    there = Client(HTTP_HOST=south.primary_domain)
    assert getattr(there, method)(path, ONE_CLICK).status_code == 410
    for place in (north, south):
        with portal_context(place):
            assert not NotificationChoice.objects.exists()

    assert Client(HTTP_HOST=north.primary_domain).post(path, ONE_CLICK).status_code == 200
    with portal_context(north):
        assert NotificationChoice.objects.get().user_id == SAME_KEY
    with portal_context(south):
        assert not NotificationChoice.objects.exists()


def test_the_digest_of_one_portal_leaves_the_others(people, wire, north, south):
    for place in (north, south):
        told_in(place, title=place.name, created_at=LONG_AGO)
        with portal_context(place):
            User.objects.filter(pk=SAME_KEY).update(seen_at=LONG_AGO)
    with portal_context(north):
        assert send_digests(date(2026, 1, 6)).sent == 1

    (message,) = mail.outbox
    assert "North Parents" in message.from_email
    assert "South" not in message.body
    assert south.primary_domain not in message.body
    with portal_context(south):
        assert Notification.objects.get().mailed_at is None


def test_a_mail_is_recorded_in_its_own_portal(people, wire, north, south):
    with portal_context(north):
        notify(people[0], KIND, title="Northern")
        mail_waiting()
        assert SentMail.objects.get().token.startswith("north.")
    for place in (south, PLATFORM):
        with portal_context(place):
            assert not SentMail.objects.exists()


def reported(token: str) -> dict[str, int]:
    """Report a mail as sent back for good, as the mail server does; return the answer."""
    body = json.dumps([{"token": token, "email": EVERYWHERE, "kind": "hard"}])
    stamp = str(int(timezone.now().timestamp()))
    headers = {
        "X-Casement-Timestamp": stamp,
        "X-Casement-Signature": signature_for(body.encode(), stamp),
    }
    answer = Client(HTTP_HOST=PLATFORM.primary_domain).post(
        "/mail/bounces/", body, content_type="application/json", headers=headers
    )
    return answer.json()


def test_a_bounce_pauses_the_address_in_its_own_portal(people, north, south):
    for place in (north, south):
        with portal_context(place):
            token = f"{place.slug}.{'0' * 22}"
            SentMail.objects.create(token=token, email=EVERYWHERE, kind=KIND)

    assert reported(f"north.{'0' * 22}") == {"recorded": 1, "ignored": 0}
    with portal_context(north):
        assert PausedAddress.objects.get().paused_at
    for place in (south, PLATFORM):
        with portal_context(place):
            assert not PausedAddress.objects.exists()


def test_a_token_kept_in_another_portal_counts_for_nothing(people, north, south):
    """The prefix decides where to look; a row elsewhere is never found."""
    with portal_context(south):
        SentMail.objects.create(token=f"north.{'1' * 22}", email=EVERYWHERE, kind=KIND)

    assert reported(f"north.{'1' * 22}") == {"recorded": 0, "ignored": 1}


@pytest.fixture
def kept(north, settings, tmp_path):
    """The name of a mail that the northern portal keeps as a file."""
    settings.EMAIL_FILE_PATH = tmp_path
    with portal_context(north):
        PortalFileBackend().send_messages([EmailMessage("Northern", "secret", to=[EVERYWHERE])])
        return next(newest_mails(1)).name


def test_mails_of_one_portal_are_not_read_at_another(kept, north, south):
    here = Client(HTTP_HOST=north.primary_domain)
    assert here.get(f"/demonstration/mail/{kept}/").status_code == 200
    for place in (south, PLATFORM):
        there = Client(HTTP_HOST=place.primary_domain)
        assert "Northern" not in there.get("/demonstration/mail/").content.decode()
        assert there.get(f"/demonstration/mail/{kept}/").status_code == 404
        assert there.get(f"/demonstration/mail/{kept}/html/").status_code == 404


def test_the_mails_of_a_portal_that_is_deleted_go_with_it(kept, north):
    remove_files_of(north.schema_name)
    with portal_context(north):
        assert list(newest_mails(1)) == []


@pytest.fixture
def _committed(django_db_setup, django_db_blocker):
    """Outside any transaction, as the worker is; what is written is taken away again."""
    with django_db_blocker.unblock():
        yield
        for place in Portal.objects.filter(slug__in=["north", "south"]):
            with portal_context(place):
                for model in (Notification, SentMail):
                    model.objects.all().delete()
        DBTaskResult.objects.all().delete()


def test_the_worker_mails_as_the_portal_that_told(_committed, wire):
    from tests.conftest import person
    from tests.isolation.test_tasks import run_worker

    portals = {portal.slug: portal for portal in Portal.objects.filter(slug__in=["north", "south"])}
    mail.outbox.clear()
    for portal in portals.values():
        with portal_context(portal):
            notify(person(portal, "member"), KIND, title=f"Told by {portal.slug}")

    run_worker()

    sent = {message.to[0]: (message.subject, message.from_email) for message in mail.outbox}
    assert sent == {
        f"member@{slug}.example": (f"Told by {slug}", f"{portal.name} <{slug}@localhost>")
        for slug, portal in portals.items()
    }
