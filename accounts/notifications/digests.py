"""What is mailed once a day or once a week: one mail a person, grouped by kind (A9).

The digests of a day hold what was told before that day began, local time; those of a week what was
told before its Monday. So a day's digests can be sent again without anybody getting a second one,
and a Monday that was missed is made up for on the next day.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.addresses import full_address, page_of_portal
from accounts.days import start_of
from accounts.models import Delivery, Notification, User
from accounts.notifications import idleness
from accounts.notifications.bounces import record_withheld
from accounts.notifications.kinds import NotificationKind, kind_named, slugs_here
from accounts.notifications.messages import send_to
from accounts.notifications.pauses import reachable_people
from accounts.notifications.unsubscribing import DIGESTS, unsubscribe_url

log = logging.getLogger(__name__)
SHOWN = 50
"""Notifications in one mail at most; the rest is counted, and in the portal."""
MAIL_KIND = "accounts.digest"


@dataclass(frozen=True, slots=True)
class Group:
    """The notifications of one kind in a digest."""

    kind: NotificationKind
    lines: list[tuple[Notification, str]]
    """Each with the full address that it leads to, empty for none."""


@dataclass
class Outcome:
    """What became of a day's digests in one portal."""

    sent: int = 0
    failed: int = 0


def send_digests(day: date) -> Outcome:
    """Send the digests of a day in the portal in hand; a person's trouble stops no other's."""
    outcome = Outcome()
    record_withheld(_due(day))
    for person in list(people_waiting(day)):
        try:
            sent = _send_to(person, day)
        except Exception as error:
            log.warning("A digest could not be made: %s", type(error).__name__)
            sent = False
        if sent is not None:
            outcome.sent += sent
            outcome.failed += not sent
    return outcome


def people_waiting(day: date) -> QuerySet[User]:
    """Return those who can be mailed and for whom something waits."""
    return reachable_people().filter(pk__in=_due(day).values("user")).order_by("pk")


def _due(day: date) -> QuerySet[Notification]:
    monday = day - timedelta(days=day.weekday())
    return (
        Notification.objects.filter(mailed_at__isnull=True, kind__in=slugs_here())
        .unread()
        .filter(
            Q(delivery=Delivery.DAILY, created_at__lt=start_of(day))
            | Q(delivery=Delivery.WEEKLY, created_at__lt=start_of(monday))
        )
    )


@transaction.atomic
def _send_to(person: User, day: date) -> bool | None:
    """Send one person's digest; return whether it left, None when there is nothing to send."""
    rows = _due(day).filter(user=person).order_by("-pk")
    waiting = list(rows.select_for_update(skip_locked=True))
    if not waiting:
        return None
    mine = Notification.objects.filter(pk__in=[each.pk for each in waiting])
    stops = idleness.is_idle(person, day)
    if stops and idleness.was_told(person):
        mine.update(delivery=Delivery.NEVER)
        return None
    if not _mail(person, waiting, stops=stops):
        return False
    mine.update(mailed_at=timezone.now())
    if stops:
        idleness.tell(person)
    return True


def _mail(person: User, waiting: list[Notification], *, stops: bool) -> bool:
    return send_to(
        person,
        "digest",
        subject=_("What is new for you"),
        kind=MAIL_KIND,
        unsubscribe_url=unsubscribe_url(person, DIGESTS),
        groups=list(_grouped(waiting[:SHOWN])),
        more=max(0, len(waiting) - SHOWN),
        all_url=full_address("notifications"),
        stops=stops,
        idle_days=idleness.IDLE_DAYS,
    )


def _grouped(rows: list[Notification]) -> Iterator[Group]:
    by_kind: dict[str, list[tuple[Notification, str]]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append((row, page_of_portal(row.path) if row.path else ""))
    for slug, lines in by_kind.items():
        yield Group(kind_named(slug), lines)
