"""Telling people something: what every app and module calls."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator

from accounts.models import Delivery, Notification, NotificationChoice, User
from accounts.notifications.kinds import NotificationKind, kind_named, kinds_here
from accounts.notifications.tasks import mail_at_once
from tenants.current import current
from tenants.languages import split

TITLE_LONGEST = 200
BATCH = 500
"""Rows in one statement."""


def notify(
    person: User, kind: str, *, title: Any, text: Any = "", path: str = "", key: str = ""
) -> None:
    """Tell one person something, in the transaction in hand: undone, it was never told.

    See `notify_many`.
    """
    notify_many([person], kind, title=title, text=text, path=path, key=key)


def notify_many(
    people: Iterable[User],
    kind: str,
    *,
    title: Any,
    text: Any = "",
    path: str = "",
    key: str = "",
) -> None:
    """Tell many people the same thing, in a handful of queries however many they are.

    `title` and `text` are plain text, or lazy translations that each person gets in their own
    language. `path` is where it leads on this portal, in the language of whoever opens it. The
    same `key` is told to a person once. Nobody is told what belongs to a module that is off, and
    nothing is told on the platform, which has no page for it. People of another portal, and closed
    accounts, are left out. Raises `UnknownKind`, and `ValueError` for a path that leads elsewhere.
    """
    told = kind_named(kind)
    check_path(path)
    _, path = split(path)
    if current().is_platform or told not in kinds_here():
        return
    with transaction.atomic():
        rows = _rows(told, _receivers(people, key), title, text)
        for row in rows:
            row.path, row.key = path, key
        Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
        if any(row.delivery == Delivery.NOW for row in rows):
            mail_at_once.enqueue()


def check_path(path: str) -> None:
    """Raise `ValueError` unless a path is empty or leads to a page of this portal."""
    if path and not is_path_here(path):
        raise ValueError(f"{path!r} is no path on this portal.")


def is_path_here(path: str) -> bool:
    """Whether a path leads to a page of this portal and nowhere else."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


def _receivers(people: Iterable[User], key: str) -> list[User]:
    """Return the people as this portal has them; a key of another portal's is somebody else's."""
    uuids = {person.uuid for person in people}
    found = User.objects.filter(uuid__in=uuids, is_active=True, left_at__isnull=True)
    if key:
        found = found.exclude(pk__in=Notification.objects.filter(key=key).values("user"))
    return list(found.only("pk", "language"))


def _rows(
    kind: NotificationKind, receivers: list[User], title: Any, text: Any
) -> list[Notification]:
    chosen = dict(
        NotificationChoice.objects.filter(kind=kind.slug, user__in=receivers).values_list(
            "user", "delivery"
        )
    )

    @cache
    def worded(language: str) -> tuple[str, str]:
        with translation.override(language):
            line = " ".join(str(title).split())
            return Truncator(line).chars(TITLE_LONGEST), str(text).strip()

    rows = []
    for person in receivers:
        line, body = worded(person.language)
        delivery = chosen.get(person.pk, kind.default) if kind.mailed else Delivery.NEVER
        rows.append(
            Notification(user=person, kind=kind.slug, title=line, text=body, delivery=delivery)
        )
    return rows
