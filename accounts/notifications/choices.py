"""How people want to be told of each kind of thing, besides in the portal."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.ledger import record
from accounts.models import Delivery, Notification, NotificationChoice, User
from accounts.notifications.kinds import NotificationKind, all_kinds, kinds_mailed_to
from accounts.rules import can_see_own_account
from accounts.verbs import Verb
from tenants.errors import ServiceError


def choices_for(person: User) -> dict[NotificationKind, str]:
    """Return the kinds that a person may choose about here, with what holds now."""
    wanted = choices_of_all(person)
    return {kind: wanted[kind.slug] for kind in kinds_mailed_to(person.roles)}


def choices_of_all(person: User) -> dict[str, str]:
    """Return how each mailed kind comes to a person, those of modules that are off included."""
    chosen = dict(person.notification_choices.values_list("kind", "delivery"))
    return {kind.slug: chosen.get(kind.slug, kind.default) for kind in all_kinds() if kind.mailed}


def set_choices(*, actor: User, choices: Mapping[str, str]) -> None:
    """Change how one is told of some kinds. Raises `ServiceError` by kind."""
    if not can_see_own_account(actor):
        raise ServiceError(_("Sign in first."))
    known = {kind.slug for kind in kinds_mailed_to(actor.roles)}
    for slug, delivery in choices.items():
        if slug not in known or delivery not in Delivery.values:
            raise ServiceError({slug: _("Choose how you want to be told.")})
    write_choices(actor, choices, by="")


def write_choices(person: User, choices: Mapping[str, str], *, by: str) -> None:
    """Keep what differs from before, for the services that have checked who asks.

    What waits for a digest follows the new choice, unless it is "at once": then it still comes
    with the next digest. `by` says in the ledger how, where it was not the person's own page.
    """
    with transaction.atomic():
        here = User.objects.select_for_update().filter(uuid=person.uuid).first()
        if here is None:
            raise ServiceError(_("This account is not here."))
        before = choices_of_all(here)
        changed = {slug: new for slug, new in choices.items() if before.get(slug) != new}
        if not changed:
            return
        rows = [NotificationChoice(user=here, kind=k, delivery=new) for k, new in changed.items()]
        NotificationChoice.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["user", "kind"],
            update_fields=["delivery"],
        )
        for slug, new in changed.items():
            _redirect_waiting(here, slug, new)
        detail = {"kinds": changed, **({"by": by} if by else {})}
        record(actor=here, verb=Verb.NOTIFICATIONS_CHOSEN, subject=here, detail=detail)


def _redirect_waiting(person: User, slug: str, delivery: str) -> None:
    waiting = Notification.objects.filter(user=person, kind=slug, mailed_at__isnull=True)
    waiting = waiting.exclude(delivery=Delivery.NEVER)
    if delivery != Delivery.NOW:
        waiting.update(delivery=delivery)
