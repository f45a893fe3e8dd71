"""Mails that came back: after a hard one or a complaint, or three soft ones, notifications pause.

Mail that keeps an account safe, such as a link for a new password, goes out all the same.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.ledger import record
from accounts.locks import lock
from accounts.models import Notification, PausedAddress, SentMail, User
from accounts.notifications.pauses import paused_people
from accounts.verbs import Verb

SOFT_MOST = 3
SOFT_WITHIN = timedelta(days=14)
"""So many soft bounces in that time are as good as a hard one."""
PROBLEM_LONGEST = 300


class BounceKind(models.TextChoices):
    """How a mail came back."""

    HARD = "hard", "There is no such address"
    SOFT = "soft", "Not just now, such as a full mailbox"
    COMPLAINT = "complaint", "Marked as spam by whoever got it"


@dataclass(frozen=True, slots=True)
class MailService:
    """Acts where no person does: the mail server, as the ledger names it."""

    ledger_label: str = "the mail service"
    is_authenticated: bool = True
    uuid: None = None


MAIL_SERVICE = MailService()


def record_bounce_of(*, mail: SentMail, kind: str, reason: str = "") -> bool:
    """Note that a mail of the portal in hand came back; return whether that was news.

    A mail counts once, however often it is reported, unless a soft bounce became a final one.
    """
    with transaction.atomic():
        locked = SentMail.objects.select_for_update().get(pk=mail.pk)
        known_soft = locked.problem.startswith(BounceKind.SOFT)
        if locked.bounced_at and (kind == BounceKind.SOFT or not known_soft):
            return False
        locked.bounced_at = timezone.now()
        locked.problem = f"{kind}: {reason}"[:PROBLEM_LONGEST]
        locked.save(update_fields=["bounced_at", "problem"])
        record_bounce(actor=MAIL_SERVICE, email=locked.email, kind=kind, reason=reason)
    return True


def record_bounce(
    *, actor: MailService | None, email: str, kind: str, reason: str = ""
) -> PausedAddress:
    """Count a bounce of an address, and pause notifications to it where that is enough.

    `actor` None is the command line. The ledger names the person, never the address.
    """
    address = User.objects.normalize_email(email)
    with transaction.atomic():
        lock(f"bounce:{address}")
        row = PausedAddress.objects.filter(email=address).first()
        row = row or PausedAddress(email=address, bounces=0)
        row.bounces += 1
        row.last_bounce_at = timezone.now()
        row.problem = f"{kind}: {reason}"[:PROBLEM_LONGEST]
        pauses = row.paused_at is None and _is_enough(row, kind)
        if pauses:
            row.paused_at = row.last_bounce_at
        row.save()
        if pauses:
            person = User.objects.with_email(address)
            record(actor=actor, verb=Verb.MAIL_PAUSED, subject=person, detail={"bounce": kind})
    return row


def record_withheld(due: "QuerySet[Notification]") -> int:
    """Write into the ledger whose mails are held back of those that are due; return how many.

    One entry a person, once for each notification: they still wait, in case the person resumes.
    """
    held = due.filter(withheld_at__isnull=True, user__in=paused_people())
    people = list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))
    return sum(_record_withheld(person, held.filter(user=person)) for person in people)


@transaction.atomic
def _record_withheld(person: User, held: "QuerySet[Notification]") -> int:
    rows = list(held.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    if rows:
        Notification.objects.filter(pk__in=rows).update(withheld_at=timezone.now())
        detail = {"notifications": len(rows)}
        record(actor=MAIL_SERVICE, verb=Verb.MAIL_WITHHELD, subject=person, detail=detail)
    return len(rows)


def _is_enough(row: PausedAddress, kind: str) -> bool:
    if kind != BounceKind.SOFT:
        return True
    since = row.last_bounce_at - SOFT_WITHIN
    lately = SentMail.objects.filter(email=row.email, bounced_at__gte=since).count()
    # Counted both ways: `bounces` begins anew when the person resumes, `lately` forgets with time.
    return min(row.bounces, lately) >= SOFT_MOST
