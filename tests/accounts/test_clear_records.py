"""Clearing away old records of people: mails, notifications, invitations, requests."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import (
    ChainCheck,
    EmailChange,
    Invitation,
    LedgerEntry,
    Notification,
    PausedAddress,
    SecondFactorReset,
    SentMail,
)
from accounts.notifications import idleness
from tests.factories.accounts import InvitationFactory, SecondFactorResetFactory, UserFactory


def ago(days):
    return timezone.now() - timedelta(days=days)


def clear(**options):
    said = StringIO()
    call_command("clear_records", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def ann(portal):
    return UserFactory()


def told(ann, days, kind="accounts.role_given"):
    return Notification.objects.create(
        user=ann, kind=kind, title=f"{kind} {days}", delivery="never", created_at=ago(days)
    )


def left_of(model, field):
    return set(model.objects.values_list(field, flat=True))


def test_mails_are_kept_for_half_a_year(ann):
    for days in (179, 181):
        SentMail.objects.create(
            token=f"north.{days}", email=ann.email, kind="x.y", sent_at=ago(days)
        )
    assert "north: 1 rows cleared away." in clear(portal="north")
    assert left_of(SentMail, "token") == {"north.179"}


def test_bounces_are_forgotten_where_they_paused_nothing(portal):
    for name, days, paused in (("new", 179, None), ("old", 181, None), ("paused", 999, ago(999))):
        PausedAddress.objects.create(
            email=f"{name}@people.example", last_bounce_at=ago(days), paused_at=paused
        )
    clear(portal="north")
    assert left_of(PausedAddress, "email") == {"new@people.example", "paused@people.example"}


def test_notifications_are_kept_for_a_year(ann):
    told(ann, 364)
    told(ann, 366)
    told(ann, 999, idleness.KIND)  # else a digest would say once more that it is the last
    clear(portal="north")
    titles = {"accounts.role_given 364", f"{idleness.KIND} 999"}
    assert left_of(Notification, "title") == titles


def test_invitations_are_kept_for_a_year_after_their_end(portal):
    long_ago = ago(366)
    old = {"created_at": ago(380), "expires_at": long_ago}
    InvitationFactory(email="accepted@people.example", accepted_at=long_ago, **old)
    InvitationFactory(email="withdrawn@people.example", withdrawn_at=long_ago, **old)
    InvitationFactory(email="unanswered@people.example", **old)
    InvitationFactory(email="lately@people.example", accepted_at=ago(364), **old)
    InvitationFactory(email="open@people.example")
    clear(portal="north")
    assert left_of(Invitation, "email") == {"lately@people.example", "open@people.example"}


def test_requests_go_once_they_are_over_for_long(ann):
    for days in (179, 181):
        EmailChange.objects.create(
            user=ann,
            new_email=f"new{days}@people.example",
            expires_at=ago(days),
            withdrawn_at=ago(days),
        )
    SecondFactorResetFactory(user=ann, reason="done", done_at=ago(366))
    SecondFactorResetFactory(user=ann, reason="open", asked_at=ago(366))
    ChainCheck.objects.create(asked_at=ago(366))
    ChainCheck.objects.create(asked_at=ago(364), total=7)
    assert "north: 3 rows cleared away." in clear(portal="north")
    assert left_of(EmailChange, "new_email") == {"new179@people.example"}
    assert left_of(SecondFactorReset, "reason") == {"open"}
    assert left_of(ChainCheck, "total") == {7}


def test_a_second_run_finds_nothing_and_the_ledger_keeps_all(ann):
    told(ann, 999)
    entries = LedgerEntry.objects.count()
    assert "north: 1 rows" in clear(portal="north")
    assert "north: 0 rows" in clear(portal="north")
    assert LedgerEntry.objects.count() == entries


def test_a_name_that_nobody_has_is_said(portal):
    with pytest.raises(CommandError, match="There is no portal"):
        clear(portal="nowhere")
