"""What the tests of this app share."""

import re

import pytest
from django.core import mail

from accounts.models import LedgerEntry, RoleGrant
from tests.conftest import person

GOOD = "lantern-otter-basil"
"""A password that is good enough."""


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """`with commits():` does what waits for the commit, such as sending mail."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def outbox():
    """The mails that were sent."""
    return mail.outbox


@pytest.fixture
def admin(portal):
    """The portal's administrator."""
    return person(portal, "portal_administrator")


@pytest.fixture
def manager(portal):
    """The portal's practice manager."""
    return person(portal, "practice_manager")


@pytest.fixture
def no_manager(portal):
    """A portal that never had a practice manager."""
    RoleGrant.objects.filter(role="practice_manager").delete()


@pytest.fixture
def ledger_since(portal):
    """Return the verbs that were recorded since the test began."""
    first = LedgerEntry.objects.count()
    return lambda: list(LedgerEntry.objects.filter(number__gt=first).values_list("verb", flat=True))


def link_in(message) -> str:
    """Return the last full address in a mail's text; it is in the HTML as well."""
    link = re.findall(r"https?://\S+", message.body)[-1]
    html = message.alternatives[0].content
    assert link in html.replace("&amp;", "&")
    return link


def path_in(message) -> str:
    """Return the path of that address."""
    return "/" + link_in(message).split("/", 3)[3]


def token_in(message) -> str:
    """Return the last part of that address."""
    return link_in(message).rstrip("/").rsplit("/", 1)[1]
