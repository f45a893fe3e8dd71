"""Reports of mails that came back, as the mail server posts them: read, checked, handed on.

The format stands in `docs/notifications.md`.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import SentMail, User
from accounts.notifications.bounces import BounceKind, record_bounce_of
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.mail import place_of, token_of

FRESH = 300
"""Seconds by which a report's time may differ from ours: an old one may be a replay."""
MOST = 1_000
"""Reports in one post."""


@dataclass(frozen=True, slots=True)
class Report:
    """One mail that came back."""

    token: str
    email: str
    kind: str
    reason: str


def is_signed(body: bytes, *, timestamp: str, signature: str) -> bool:
    """Whether whoever sent this knows our secret, and sent it just now."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12):
        return False
    if abs(timezone.now().timestamp() - int(timestamp)) > FRESH:
        return False
    return hmac.compare_digest(signature_for(body, timestamp).encode(), signature.encode())


def signature_for(body: bytes, timestamp: str) -> str:
    """Return the signature of a body sent at a time (seconds since 1970)."""
    signed = timestamp.encode() + b"." + body
    secret = settings.BOUNCE_SECRET.encode()
    return "sha256=" + hmac.new(secret, signed, hashlib.sha256).hexdigest()


def read_reports(body: bytes) -> list[Report]:
    """Return what was reported; raise `ServiceError` for what is not in the format."""
    try:
        posted = json.loads(body)
    except (ValueError, RecursionError):
        raise ServiceError("This is not JSON.") from None
    if not isinstance(posted, list) or len(posted) > MOST:
        raise ServiceError(f"Post a list of at most {MOST} reports.")
    return [_read(entry) for entry in posted]


def record_reports(reports: Iterable[Report]) -> int:
    """Note each report in the portal whose mail it is about; return how many were news.

    What is about no mail of ours, or about another address than it went to, is left out.
    """
    return sum(_record(report) for report in reports)


def _record(report: Report) -> bool:
    place = place_of(report.token)
    if place is None:
        return False
    with portal_context(place):
        mail = SentMail.objects.filter(token=report.token).first()
        if mail is None or mail.email != User.objects.normalize_email(report.email):
            return False
        return record_bounce_of(mail=mail, kind=report.kind, reason=report.reason)


def _read(entry: Any) -> Report:
    if not isinstance(entry, dict):
        raise ServiceError("Each report is an object.")
    texts = {name: entry.get(name) or "" for name in ("email", "kind", "reason")}
    token = entry.get("token") or entry.get("message_id")
    if not isinstance(token, str) or not all(isinstance(text, str) for text in texts.values()):
        raise ServiceError("Each report has a token or message_id, an email, a kind and a reason.")
    if texts["kind"] not in BounceKind.values:
        raise ServiceError("The kind of a report is hard, soft or complaint.")
    if "\x00" in token or any("\x00" in text for text in texts.values()):
        raise ServiceError("A report holds a character that cannot be kept.")
    return Report(token=token_of(token), **texts)
