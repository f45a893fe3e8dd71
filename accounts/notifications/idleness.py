"""Digests stop for people who have not been here for half a year, and they are told so once.

That they were told is itself a notification, whose key names the last day they were here: when they
come back, digests begin again, and may stop again later.
"""

from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Notification, User
from accounts.notifications.telling import notify

IDLE_DAYS = 180
KIND = "accounts.digests_stopped"


def is_idle(person: User, day: date) -> bool:
    """Whether the person has not been here for `IDLE_DAYS` days on that day."""
    return (day - timezone.localdate(_last_here(person))).days >= IDLE_DAYS


def was_told(person: User) -> bool:
    """Whether the person knows, since they were last here, that digests stop."""
    return Notification.objects.filter(user=person, key=_key(person)).exists()


def tell(person: User) -> None:
    """Note that the digest that went out said so; in the portal they find it too."""
    with translation.override(person.language):
        notify(
            person,
            KIND,
            title=_("We stopped your daily and weekly e-mails"),
            text=_("You had not been here for a long time. They begin again now that you are."),
            key=_key(person),
        )


def _last_here(person: User) -> datetime:
    return person.seen_at or person.joined_at


def _key(person: User) -> str:
    return f"{KIND}:{timezone.localdate(_last_here(person))}"
