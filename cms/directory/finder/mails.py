"""A person's own list by mail: one mail to one address, of which nothing is kept."""

import logging
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.throttling import may_send
from cms.directory.finder.cards import Card
from cms.moderation.mails import send_now
from tenants.current import current
from tenants.errors import ServiceError
from tenants.languages import addressed_in

logger = logging.getLogger(__name__)
PURPOSE = "list_by_mail"


def mail_list(*, to: str, cards: Sequence[Card], link: str) -> None:
    """Mail services to an address, in the language of the page in hand. Raises `ServiceError`.

    The mail has no words of the sender's: nobody can write to others through it.
    """
    if not cards:
        raise ServiceError(_("There is nothing on your list."))
    if not may_send(PURPOSE, to.lower()):
        raise ServiceError({"email": _("Enough lists went to this address. Try again in an hour.")})
    try:
        send_now(
            "directory/mail/list",
            to=to,
            subject=_("Your list of services from %(portal)s") % {"portal": current().title},
            language=addressed_in(),
            cards=cards,
            link=link,
        )
    except Exception as error:
        logger.exception("A list of services could not be mailed.")
        raise ServiceError(_("We could not send this. Try again, or print your list.")) from error
