"""Mail that goes out under the portal's own name and address.

Every mail gets a Message-ID of our own. Its token begins with the portal's web name, so that what a
mail server reports about it later finds the portal without a mailbox (`place_of`).
"""

import secrets
from collections.abc import Mapping, Sequence
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from tenants.current import current
from tenants.languages import spoken
from tenants.models import Portal
from tenants.platform import PLATFORM, Platform
from tenants.signals import mail_failed, mail_leaving
from theme.brand import legible, parse

PLATFORM_NAME = "casement"
"""Stands for the platform where a portal's web name would; no portal may be called so."""


class PortalMessage(EmailMultiAlternatives):
    """A message that knows what kind of mail it is, for those who keep a record."""

    kind: str = ""


def sender(portal: Portal | Platform) -> str:
    """Return the From line: the portal's name and an address of its own."""
    name = portal.title.replace("\r", " ").replace("\n", " ")
    return formataddr((name, f"{portal.slug or PLATFORM_NAME}@{settings.MAIL_HOST}"))


def new_token() -> str:
    """Return a token for a mail of the portal in hand: `<web name>.<what nobody can guess>`."""
    return f"{current().slug or PLATFORM_NAME}.{secrets.token_hex(11)}"


def token_of(message_id: str) -> str:
    """Return the token in a Message-ID, with or without its brackets."""
    return message_id.strip().strip("<>").partition("@")[0]


def place_of(token: str) -> Portal | Platform | None:
    """Return whose mail a token marks; None when there is no such portal."""
    name = token.partition(".")[0]
    return PLATFORM if name == PLATFORM_NAME else Portal.objects.filter(slug=name).first()


class PortalBackend(BaseEmailBackend):
    """Delivers through `settings.MAIL_DELIVERY`; mail of no particular sender is the portal's.

    What libraries send with Django's default sender goes out under the portal's name too, and is
    recorded like any other.
    """

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.delivery = get_connection(
            settings.MAIL_DELIVERY, fail_silently=fail_silently, **kwargs
        )

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send, and return how many were delivered."""
        return sum(self._send(message) for message in email_messages if message.recipients())

    def _send(self, message: EmailMessage) -> int:
        token = new_token()
        message.extra_headers["Message-ID"] = f"<{token}@{settings.MAIL_HOST}>"
        if message.from_email == settings.DEFAULT_FROM_EMAIL:
            message.from_email = sender(current())
        email, kind = message.recipients()[0], getattr(message, "kind", "")
        # A mail does not stay behind because its record cannot be written: that is logged.
        mail_leaving.send_robust(PortalBackend, token=token, email=email, kind=kind)
        try:
            delivered = self.delivery.send_messages([message]) or 0
        except Exception as error:
            self._say_failed(token, f"{type(error).__name__}: {error}")
            raise
        if not delivered:
            self._say_failed(token, "The mail server did not take it.")
        return delivered

    def _say_failed(self, token: str, problem: str) -> None:
        mail_failed.send_robust(PortalBackend, token=token, problem=problem)


def send_mail(
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    kind: str = "",
    unsubscribe_url: str = "",
    reply_to: str = "",
) -> None:
    """Send one message as text and HTML, from the portal in hand, in the language in hand.

    `template` names a pair `<template>.txt` and `<template>.html`. Replies go to `reply_to`, else
    to the portal's published address where it has one. `unsubscribe_url` is for mail that people
    can stop: it stands in the message, and in the headers by which mail programs offer it (RFC
    8058).
    """
    portal = current()
    subject = " ".join(subject.split())
    frame = {
        "portal": portal,
        "portal_address": portal.url(),
        "brand": legible(parse(portal.theme)),
        "page_language": spoken(),
        "subject": subject,
        "unsubscribe_url": unsubscribe_url,
    }
    filled = {**frame, **context}
    message = PortalMessage(
        subject=subject,
        body=render_to_string(f"{template}.txt", filled),
        from_email=sender(portal),
        to=[to],
        reply_to=[answers] if (answers := reply_to or portal.contact_email) else None,
        headers={"Auto-Submitted": "auto-generated", **_unsubscribe_headers(unsubscribe_url)},
    )
    message.kind = kind
    message.attach_alternative(render_to_string(f"{template}.html", filled), "text/html")
    message.send()


def _unsubscribe_headers(url: str) -> dict[str, str]:
    if not url:
        return {}
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
