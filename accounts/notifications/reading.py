"""What people find in the portal: their notifications, page by page, and how many are new."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.models import Notification, User
from accounts.notifications.kinds import slugs_here
from accounts.rules import can_open_notification, can_see_own_account
from tenants.errors import ServiceError

PAGE_LENGTH = 30
COUNTED = 99
"""Beyond this many new ones, nobody counts."""
KNOWN = "unread_notifications"
"""Where a loaded person carries the number, once asked."""


@dataclass(frozen=True, slots=True)
class NotificationPage:
    """One page of somebody's notifications, newest first, and the keys of its neighbours."""

    rows: list[Notification]
    newer: int | None = None
    older: int | None = None

    @property
    def newest(self) -> int:
        """Key of the first one; 0 when there is none."""
        return self.rows[0].pk if self.rows else 0


def page_of(
    person: User, *, older: int | None = None, newer: int | None = None, length: int = PAGE_LENGTH
) -> NotificationPage:
    """Return the page below the key `older`, or the one above `newer`; without either, the first.

    Two queries at most, however far back: no page is counted through to reach another.
    """
    mine = Notification.objects.filter(user=person, kind__in=slugs_here())
    if newer is not None:
        found = list(mine.filter(pk__gt=newer).order_by("pk")[: length + 1])
        if len(found) > length:
            rows = found[:length][::-1]
            return NotificationPage(rows, newer=rows[0].pk, older=rows[-1].pk)
        older = None  # the first page, whole
    if older is not None:
        mine = mine.filter(pk__lt=older)
    found = list(mine.order_by("-pk")[: length + 1])
    rows = found[:length]
    return NotificationPage(
        rows,
        newer=rows[0].pk if rows and older is not None else None,
        older=rows[-1].pk if len(found) > length else None,
    )


def unread_count(person: User) -> int:
    """Return how many are new, 100 for more; asked once for each loaded person."""
    known: int | None = getattr(person, KNOWN, None)
    if known is None:
        new = Notification.objects.filter(user=person, kind__in=slugs_here()).unread()
        known = new[: COUNTED + 1].count()
        setattr(person, KNOWN, known)
    return known


def unread_words(person: User) -> str:
    """Return the link's words with the number of new ones; asked for only where they are shown."""

    def words() -> str:
        number = unread_count(person)
        if not number:
            return _("Notifications")
        shown = f"{COUNTED}+" if number > COUNTED else number
        return _("Notifications (%(number)s new)") % {"number": shown}

    return lazy(words, str)()


def mark_read(*, actor: User, notification: Notification) -> None:
    """Note that a notification was looked at. Raises `ServiceError` for another's."""
    if not can_open_notification(actor, notification):
        raise ServiceError(_("This is not yours."))
    if notification.read_at is None:
        notification.read_at = timezone.now()
        notification.save(update_fields=["read_at"])


def mark_all_read(*, actor: User, newest: int) -> None:
    """Note that all up to the key `newest` were looked at: not those that came since."""
    if not can_see_own_account(actor):
        raise ServiceError(_("Sign in first."))
    new = Notification.objects.filter(user__uuid=actor.uuid, pk__lte=newest).unread()
    new.update(read_at=timezone.now())
