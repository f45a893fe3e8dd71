"""How long records about people are kept besides the ledger, and which of them can go."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import (
    ChainCheck,
    EmailChange,
    Invitation,
    Notification,
    PausedAddress,
    SecondFactorReset,
    SentMail,
)
from accounts.notifications import idleness
from accounts.services.clearing import Clearing


def _mails(before: datetime) -> QuerySet:
    return SentMail.objects.filter(sent_at__lt=before)


def _bounces(before: datetime) -> QuerySet:
    """Addresses that came back but are not paused: those that are stay so until they work."""
    return PausedAddress.objects.filter(paused_at__isnull=True, last_bounce_at__lt=before)


def _notifications(before: datetime) -> QuerySet:
    """Old notifications; that digests stopped is remembered until the person is here again."""
    return Notification.objects.filter(created_at__lt=before).exclude(kind=idleness.KIND)


def _invitations(before: datetime) -> QuerySet:
    over = Q(accepted_at__lt=before) | Q(withdrawn_at__lt=before)
    unanswered = Q(accepted_at=None, withdrawn_at=None, expires_at__lt=before)
    return Invitation.objects.filter(over | unanswered)


def _address_changes(before: datetime) -> QuerySet:
    return EmailChange.objects.filter(expires_at__lt=before)


def _resets(before: datetime) -> QuerySet:
    """Requests that were answered; an open one waits for its second person."""
    return SecondFactorReset.objects.filter(Q(done_at__lt=before) | Q(withdrawn_at__lt=before))


def _checks(before: datetime) -> QuerySet:
    return ChainCheck.objects.filter(asked_at__lt=before)


KEPT_FOR: Mapping[Callable[[datetime], QuerySet], int] = {
    _mails: 180,
    _bounces: 180,
    _notifications: 365,
    _invitations: 365,
    _address_changes: 180,
    _resets: 365,
    _checks: 365,
}
"""Rows that were over before a moment, and for how many days they are kept after it.

`docs/security.md` has the table for people.
"""


def what_is_old() -> Iterator[QuerySet]:
    """Yield what can go from the place in hand."""
    now = timezone.now()
    for rows_before, days in KEPT_FOR.items():
        yield rows_before(now - timedelta(days=days))


RECORDS = Clearing(what_is_old)
