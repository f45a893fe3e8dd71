"""The links of the mails about another e-mail address: each for one change and one mailbox."""

from collections.abc import Container
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import full_address
from accounts.models import EmailChange
from accounts.models.requests import EMAIL_CHANGE_DAYS
from accounts.tokens import REFUSED
from tenants.links import LinkRefused, sign, unsign

PURPOSE = "accounts.email_change"
SECONDS = EMAIL_CHANGE_DAYS * 24 * 60 * 60
OLD, NEW, STOP = "old", "new", "stop"
TO_CONFIRM, TO_STOP = (OLD, NEW), (STOP,)
PAGES = {OLD: "email_change_confirm", NEW: "email_change_confirm", STOP: "email_change_stop"}


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for."""

    token: str
    change: EmailChange
    side: str


def link_for(change: EmailChange, side: str) -> str:
    """Return the full address of the page where a mailbox confirms or stops a change."""
    token = sign(PURPOSE, [change.pk, str(change.user.uuid), change.new_email, side])
    return full_address(PAGES[side], token)


def change_of(token: str, *, sides: Container[str], locked: bool = False) -> Link:
    """Return the open change of a link for one of `sides`; raise `LinkRefused` in plain words."""
    pk, uuid, new_email, side = unsign(PURPOSE, token, seconds=SECONDS)
    if side not in sides:
        raise LinkRefused(REFUSED)
    changes = EmailChange.objects.filter(pk=pk, user__uuid=uuid, new_email=new_email)
    if locked:
        changes = changes.select_for_update(of=("self",))
    change = changes.select_related("user").first()
    if change is None:
        raise LinkRefused(REFUSED)
    _check(change, side)
    return Link(token=token, change=change, side=side)


def _check(change: EmailChange, side: str) -> None:
    if change.done_at:
        raise LinkRefused(_("Your e-mail address is changed already."))
    if change.withdrawn_at:
        raise LinkRefused(_("This change was taken back. Your e-mail address stays as it is."))
    if change.expires_at <= timezone.now():
        raise LinkRefused(_("This link is too old. Your e-mail address stays as it is."))
    confirmed = {OLD: change.old_confirmed_at, NEW: change.new_confirmed_at}
    if confirmed.get(side):
        other = "new" if side == OLD else "old"
        raise LinkRefused(
            _(
                "You have used this link already. "
                "Follow the link in the mail to your %(other)s address."
            )
            % {"other": other}
        )
