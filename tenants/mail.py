"""Mail that goes out under the portal's own name and address."""

from collections.abc import Mapping
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from tenants.current import current
from tenants.models import Portal
from tenants.platform import Platform


def sender(portal: Portal | Platform) -> str:
    """Return the From line: the portal's name and an address of its own."""
    local_part = portal.slug or "casement"
    name = portal.name.replace("\r", " ").replace("\n", " ")
    return formataddr((name, f"{local_part}@{settings.MAIL_HOST}"))


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
