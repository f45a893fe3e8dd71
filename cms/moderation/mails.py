"""Mails to people who may have no account: who sent something in, who booked a place."""

from typing import Any

from django.db import transaction
from django.utils.functional import Promise

from tenants.current import current, portal_context
from tenants.languages import speaking
from tenants.mail import send_mail


def send_now(
    template: str, *, to: str, subject: str | Promise, language: str, **context: Any
) -> None:
    """Send a mail from the portal in hand, in a person's language.

    `template` is `<app>/mail/<name>`. The subject may hold `%(portal)s` and `%(title)s`.
    """
    portal = current()
    with speaking(language):
        words = {"portal": portal.title, "title": context.get("title", "")}
        send_mail(
            to=to,
            subject=str(subject) % words,
            template=template,
            kind=template.replace("/mail/", "."),
            context=context,
        )


def send_after_commit(template: str, *, to: str, **terms: Any) -> None:
    """Do so once the transaction in hand is through; a mail that fails undoes nothing."""
    if not to:
        return
    portal = current()

    def send() -> None:
        with portal_context(portal):
            send_now(template, to=to, **terms)

    transaction.on_commit(send, robust=True)
