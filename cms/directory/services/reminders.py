"""Asking providers whether their entries are still right, and taking their word for it (C9)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ledger import record
from cms.directory.assurance import ASK_DAYS_BEFORE, earliest_shown, is_asked
from cms.directory.models import Organisation, Service
from cms.directory.providers.tasks import send_reminder
from cms.directory.services.confirm_links import mark_of, read_token
from cms.directory.services.telling import providers_of
from cms.directory.verbs import Verb
from tenants.errors import ServiceError


class Keepers:
    """Who is asked about an entry; each organisation's people are asked for once."""

    def __init__(self) -> None:
        self._found: dict[UUID, list[str]] = {}

    def of(self, service: Service) -> list[str]:
        """Return addresses: who checks this entry and its providers, else the organisation."""
        found = self._of(service.organisation)
        if service.assurer_email:
            found = [*found, service.assurer_email.lower()]
        return sorted(set(found) or {service.organisation.email.lower()} - {""})

    def _of(self, organisation: Organisation) -> list[str]:
        if organisation.pk not in self._found:
            self._found[organisation.pk] = [each.email for each in providers_of(organisation)]
        return self._found[organisation.pk]


@transaction.atomic
def ask_providers(today: date) -> int:
    """Ask whom it concerns about the entries of the portal in hand; return how many mails go.

    One mail a person and day. Safe to repeat: what was asked is marked in the same transaction
    that puts the mails into the queue.
    """
    keepers = Keepers()
    wanted: dict[str, list[str]] = defaultdict(list)
    asked = []
    rows = Service.objects.asked_about().due_by(today + timedelta(days=ASK_DAYS_BEFORE))
    rows = rows.filter(assured_on__gte=earliest_shown(today)).order_by("pk")
    for service in rows.select_for_update(of=("self",)).select_related("organisation"):
        assured_on = service.assured_on or today
        addresses = keepers.of(service)
        if addresses and is_asked(assured_on, service.reminded_on, today):
            asked.append(service.pk)
            for address in addresses:
                wanted[address].append(str(service.pk))
    Service.objects.filter(pk__in=asked).update(reminded_on=today)
    for address, keys in sorted(wanted.items()):
        send_reminder.enqueue(to=address, day=today.isoformat(), keys=keys)
    return len(wanted)


def entries_of_link(token: str) -> list[Service]:
    """Return the entries that a link is about and that nobody has confirmed since.

    Whose person no longer keeps an entry, for them it is not there. Raises `LinkRefused`.
    """
    mark, asked = read_token(token)
    keepers = Keepers()
    rows = Service.objects.asked_about().due_by(asked + timedelta(days=ASK_DAYS_BEFORE))
    rows = rows.select_related("organisation").order_by("name", "pk")
    return [each for each in rows if mark in map(mark_of, keepers.of(each))]


@transaction.atomic
def confirm_by_link(*, token: str, keys: Iterable[UUID]) -> int:
    """Take the word of whoever has the link that entries are right; return how many.

    It says "still right" and nothing else, so it takes no account. Raises `LinkRefused`, and
    `ServiceError` where no entry is chosen.
    """
    chosen = set(keys)
    found = {service.pk for service in entries_of_link(token) if service.pk in chosen}
    if not found:
        raise ServiceError({"entries": _("Choose the entries that are right.")})
    rows = Service.objects.select_for_update().filter(pk__in=found).order_by("pk")
    services = list(rows)
    for service in services:
        service.assured_on, service.assured_by = timezone.localdate(), None
        service.reminded_on = None
        service.save()
    for service in services:
        visitor: Any = AnonymousUser()
        record(actor=visitor, verb=Verb.SERVICE_ASSURED, subject=service, detail={"by_link": True})
    return len(services)
