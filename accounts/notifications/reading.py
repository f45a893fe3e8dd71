"""What people find in the portal: their notifications, and how many are new."""

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.models import Notification, User
from accounts.models.notifications import NotificationQuerySet
from accounts.notifications.kinds import slugs_here
from accounts.rules import can_open_notification, can_see_own_account
from tenants.errors import ServiceError

COUNTED = 99
"""Beyond this many new ones, nobody counts."""
KNOWN = "unread_notifications"
"""Where a loaded person carries the number, once asked."""


def told_to(person: User) -> NotificationQuerySet:
    """Return what a person was told, but for what belongs to a module that is off."""
    return Notification.objects.filter(user=person, kind__in=slugs_here())


def unread_count(person: User) -> int:
    """Return how many are new, 100 for more; asked once for each loaded person."""
    known: int | None = getattr(person, KNOWN, None)
    if known is None:
        new = told_to(person).unread()
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
