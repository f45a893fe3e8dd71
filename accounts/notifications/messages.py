"""Sending a person a mail that they can stop, in their language."""

import logging
from typing import Any

from accounts.addresses import full_address
from accounts.models import User
from tenants.languages import speaking
from tenants.mail import send_mail

log = logging.getLogger(__name__)


def send_to(
    person: User, template: str, *, subject: Any, kind: str, unsubscribe_url: str, **context: Any
) -> bool:
    """Send the mail `accounts/mail/<template>`; return whether it left.

    A failure is logged without the person's data, and stands in `SentMail`. `subject` may be a
    lazy translation.
    """
    with speaking(person.language):
        try:
            send_mail(
                to=person.email,
                subject=str(subject),
                template=f"accounts/mail/{template}",
                kind=kind,
                unsubscribe_url=unsubscribe_url,
                context={
                    "person": person,
                    "choices_url": full_address("notification_choices"),
                    **context,
                },
            )
        except Exception as error:
            log.warning("A mail of kind %s could not be sent: %s", kind, type(error).__name__)
            return False
    return True
