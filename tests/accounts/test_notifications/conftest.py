"""Kinds, people and mail for the tests of notifications."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from django.core import mail

from accounts.models import Delivery, Notification
from accounts.notifications import NotificationKind, kinds
from tests.factories.accounts import UserFactory

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
NEWS = NotificationKind("accounts.test_news", "News of the service", "When something is new.")
REPLY = NotificationKind(
    "forum.test_reply", "Replies to you", "When somebody replies.", "forum", Delivery.DAILY
)
PAPER = NotificationKind(
    "governance.test_paper", "Papers", "When papers are out.", "governance", Delivery.WEEKLY
)
QUIET = NotificationKind("accounts.test_quiet", "Quiet", "Only in the portal.", mailed=False)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    for kind in (NEWS, REPLY, PAPER, QUIET):
        monkeypatch.setitem(kinds._kinds, kind.slug, kind)


@pytest.fixture
def wire(settings):
    """Mail goes the whole way, to the outbox instead of a server."""
    settings.EMAIL_BACKEND = "tenants.mail.PortalBackend"
    settings.MAIL_DELIVERY = LOCMEM


@pytest.fixture
def nia(portal):
    """Somebody of the portal in hand."""
    return UserFactory(email="nia@people.example", display_name="Nia")


@pytest.fixture
def told(nia):
    """Put a notification there as if it had been told; it waits to be mailed."""

    def make(**changes):
        fields = {
            "user": nia,
            "kind": REPLY.slug,
            "title": "Somebody replied",
            "path": "/forum/",
            "delivery": Delivery.DAILY,
            **changes,
        }
        return Notification.objects.create(**fields)

    return make


def parsed(message=None):
    """Return a message, the only one by default, as it goes over the wire."""
    if message is None:
        (message,) = mail.outbox
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)


def moment(*numbers):
    """Return a moment, universal time."""
    return datetime(*numbers, tzinfo=UTC)


def waiting(person):
    """Return how many notifications wait to be mailed."""
    return (
        Notification.objects.filter(user=person, mailed_at=None)
        .exclude(delivery=Delivery.NEVER)
        .count()
    )
