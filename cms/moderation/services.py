"""Moving what was sent in from state to state; each app records it in its own words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.moderation.models import SentIn
from cms.moderation.states import Status, can_become
from cms.moderation.words import many_lines, one_line
from tenants.errors import ServiceError

MANY_LINES = ("description", "description_cy", "body", "body_cy")
"""Texts of several lines; every other text is one line."""


def fill(thing: SentIn, values: Mapping[str, Any]) -> None:
    """Put what was typed into a thing, cleaned, and name it; nothing is saved."""
    for name, value in values.items():
        if isinstance(value, str):
            value = many_lines(value) if name in MANY_LINES else one_line(value)
        setattr(thing, name, value)
    thing.slug = slugify(thing.title)[:80].strip("-") or "item"


def mark_sent(thing: SentIn, *, actor: Any, name: str, email: str) -> None:
    """Note who sent it and that it waits for a moderator."""
    known = bool(actor and actor.is_authenticated)
    thing.sender = actor if known else None
    thing.sender_name = one_line(name) or (str(actor) if known else "")
    thing.sender_email = email or (actor.email if known else "")
    thing.sender_language = (actor.language if known else get_language()) or ""
    thing.sent_at = timezone.now()
    thing.status = Status.WAITING


def decide(thing: SentIn, status: str, *, actor: Any, reason: str = "") -> str:
    """Move a thing that is locked to another state; return where it stood.

    Raises `ServiceError` when there is no way from there, such as for what somebody else decided
    meanwhile, and for a refusal without a reason.
    """
    before = thing.status
    if not can_become(before, status):
        raise ServiceError(
            _("This is %(status)s. Somebody may have decided meanwhile: look again.")
            % {"status": Status(before).label}
        )
    reason = many_lines(reason)
    if status == Status.REFUSED and not reason:
        raise ServiceError({"reason": _("Say why, so that the sender can do better.")})
    thing.status, thing.decided_at = status, timezone.now()
    thing.decided_by = actor
    thing.reason = reason if status == Status.REFUSED else ""
    return before


def changed_fields(thing: SentIn, values: Mapping[str, Any]) -> Iterable[str]:
    """Return the names of what `values` would change in a thing."""
    return sorted(name for name, value in values.items() if getattr(thing, name) != value)
