"""Mail that goes out under the portal's own name and address."""

from collections.abc import Mapping, Sequence
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from tenants.current import current
from tenants.models import Portal
from tenants.platform import Platform


def sender(portal: Portal | Platform) -> str:
    """Return the From line: the portal's name and an address of its own."""
    local_part = portal.slug or "casement"
    name = portal.name.replace("\r", " ").replace("\n", " ")
    return formataddr((name, f"{local_part}@{settings.MAIL_HOST}"))


class PortalBackend(BaseEmailBackend):
    """Delivers through `settings.MAIL_DELIVERY`; mail of no particular sender is the portal's.

    What libraries send with Django's default sender goes out under the portal's name too.
    """

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.delivery = get_connection(
            settings.MAIL_DELIVERY, fail_silently=fail_silently, **kwargs
        )

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send, and return how many were delivered."""
        for message in email_messages:
            if message.from_email == settings.DEFAULT_FROM_EMAIL:
                message.from_email = sender(current())
        return self.delivery.send_messages(email_messages) or 0


def send_mail(*, to: str, subject: str, template: str, context: Mapping[str, Any]) -> None:
    """Send one message as text and HTML, from the portal in hand.

    `template` names a pair `<template>.txt` and `<template>.html`. Replies go to the portal's
    published address where it has one.
    """
    portal = current()
    filled = {**context, "portal": portal, "portal_address": portal.url()}
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"{template}.txt", filled),
        from_email=sender(portal),
        to=[to],
        reply_to=[portal.contact_email] if portal.contact_email else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string(f"{template}.html", filled), "text/html")
    message.send()
