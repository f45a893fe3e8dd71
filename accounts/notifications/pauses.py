"""Addresses that send mail back: no notifications go there until their person says so."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.ledger import record
from accounts.models import PausedAddress, User
from accounts.rules import can_see_own_account
from accounts.verbs import Verb
from tenants.errors import ServiceError


def is_paused(email: str) -> bool:
    """Whether notifications to an address are paused."""
    return _paused().filter(email=User.objects.normalize_email(email)).exists()


def reachable_people() -> QuerySet[User]:
    """Return those to whom mails may go: open accounts with an address that is theirs and works."""
    return _open_accounts().exclude(email__in=_paused().values("email"))


def paused_people() -> QuerySet[User]:
    """Return those to whom mails would go if their address did not send them back."""
    return _open_accounts().filter(email__in=_paused().values("email"))


def resume_mail(*, actor: User) -> None:
    """Send notifications to one's own address again; raise `ServiceError` when none are paused.

    What came back before is forgotten: it takes new bounces to pause the address again.
    """
    if not can_see_own_account(actor):
        raise ServiceError(_("Sign in first."))
    with transaction.atomic():
        row = _paused().select_for_update().filter(email=actor.email).first()
        if row is None:
            raise ServiceError(_("E-mails to your address are not paused."))
        row.paused_at, row.bounces = None, 0
        row.save(update_fields=["paused_at", "bounces"])
        record(actor=actor, verb=Verb.MAIL_RESUMED, subject=actor)


def _open_accounts() -> QuerySet[User]:
    people = User.objects.usable()
    return people.filter(left_at__isnull=True)


def _paused() -> QuerySet[PausedAddress]:
    return PausedAddress.objects.filter(paused_at__isnull=False)
