"""What the public writes in a form goes to a mailbox; nothing is kept but how often (C2).

The mail goes out before the visitor is thanked: were it lost later, nobody would know, since no
copy is kept here.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import FormCount
from tenants.errors import ServiceError
from tenants.mail import send_mail

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A filled-in form: lines of a question and its answer; those without one are not mailed."""

    purpose: str
    to: str
    subject: str
    lines: Sequence[tuple[str, str]]
    reply_to: str = ""


def post(letter: Letter) -> None:
    """Mail a letter and count it. Raises `ServiceError` where no mailbox takes it."""
    if not letter.to:
        raise ServiceError(_("We cannot take this online yet. Please phone or write to us."))
    try:
        send_mail(
            to=letter.to,
            subject=letter.subject,
            template="cms/mail/letter",
            kind=f"cms.{letter.purpose}",
            reply_to=letter.reply_to,
            context={
                "lines": [line for line in letter.lines if line[1]],
                "can_answer": bool(letter.reply_to),
            },
        )
    except Exception as error:
        logger.exception("A form could not be mailed.")
        raise ServiceError(
            _("We could not send this. What you wrote is still here: try again, or phone us.")
        ) from error
    FormCount.count(letter.purpose, timezone.localdate())
