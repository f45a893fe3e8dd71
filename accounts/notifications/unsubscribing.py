"""Stopping mails by the link in them: signed, of one portal, without signing in (RFC 8058)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.addresses import full_address
from accounts.models import Delivery, User
from accounts.notifications.choices import choices_of_all, write_choices
from accounts.notifications.kinds import UnknownKind, kind_named
from accounts.tokens import REFUSED
from tenants.links import LinkRefused, sign, unsign

PURPOSE = "accounts.unsubscribe"
WORKS_FOR = 2 * 365 * 24 * 60 * 60
"""Seconds: people find old mails."""
DIGESTS = "digests"
"""Stands for a kind in the link of a digest: all that comes daily or weekly."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a link stops."""

    person: User
    kind: str

    @property
    def title(self) -> Any:
        """What it is about, in words."""
        return (
            _("Daily and weekly e-mails") if self.kind == DIGESTS else kind_named(self.kind).title
        )

    @property
    def is_on(self) -> bool:
        """Whether such mails still come."""
        return bool(_stopped_by(self))


def unsubscribe_url(person: User, kind: str) -> str:
    """Return the full address that stops mails of a kind, or digests, for a person."""
    return full_address("unsubscribe", sign(PURPOSE, [str(person.uuid), kind]))


def read_subscription(token: str) -> Subscription:
    """Return what a link stops; raise `LinkRefused`."""
    uuid, kind = unsign(PURPOSE, token, seconds=WORKS_FOR)
    person = User.objects.filter(uuid=uuid, is_active=True).first()
    if person is None:
        raise LinkRefused(REFUSED)
    try:
        if kind != DIGESTS:
            kind_named(kind)
    except UnknownKind:
        raise LinkRefused(_("These e-mails do not exist any more.")) from None
    return Subscription(person, kind)


def stop_mails(*, token: str) -> Subscription:
    """Stop the mails that a link names; safe to repeat. Raises `LinkRefused`.

    Whoever has the link may do this: it is in the mail, and the worst is a mail less.
    """
    asked = read_subscription(token)
    changes = dict.fromkeys(_stopped_by(asked), Delivery.NEVER)
    write_choices(asked.person, changes, by="link in an e-mail")
    return asked


def _stopped_by(asked: Subscription) -> list[str]:
    wanted = choices_of_all(asked.person)
    if asked.kind == DIGESTS:
        collected = (Delivery.DAILY, Delivery.WEEKLY)
        return [slug for slug, delivery in wanted.items() if delivery in collected]
    return [asked.kind] if wanted.get(asked.kind) != Delivery.NEVER else []
