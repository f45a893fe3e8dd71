"""Telling people things, in the portal and by e-mail, as they wish (`docs/notifications.md`)."""

from accounts.notifications.choices import choices_for, set_choices
from accounts.notifications.kinds import (
    NotificationKind,
    UnknownKind,
    kinds_here,
    register_kinds,
)
from accounts.notifications.pauses import is_paused, resume_mail
from accounts.notifications.reading import mark_all_read, mark_read, told_to, unread_words
from accounts.notifications.telling import notify, notify_many
from accounts.notifications.unsubscribing import read_subscription, stop_mails

__all__ = [
    "NotificationKind",
    "UnknownKind",
    "choices_for",
    "is_paused",
    "kinds_here",
    "mark_all_read",
    "mark_read",
    "notify",
    "notify_many",
    "read_subscription",
    "register_kinds",
    "resume_mail",
    "set_choices",
    "stop_mails",
    "told_to",
    "unread_words",
]
