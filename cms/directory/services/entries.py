"""Publishing, hiding and confirming services; where a place is."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ledger import record
from cms.directory.models import LocalityCentre, Location, Service
from cms.directory.rules import can_assure_service, can_edit_directory, can_publish_services
from cms.directory.verbs import Verb
from tenants.content_version import public_content_changed
from tenants.errors import ServiceError
from tenants.gazetteer import find_point
from tenants.models import Postcode

BATCH = 500
"""Rows that one query writes."""


def publish_services(*, actor: Any, keys: Iterable[UUID]) -> int:
    """Show services to everybody; return how many changed. Raises `ServiceError`.

    Whoever publishes an entry that was never confirmed, or too long ago to show, confirms it.
    """
    if not can_publish_services(actor):
        raise ServiceError(_("Only publishers publish entries of the directory."))
    with transaction.atomic():
        changed = 0
        for service in _locked(keys):
            stale = service.shown_until is None or service.shown_until < timezone.localdate()
            if service.visibility == Service.Visibility.PUBLISHED and not stale:
                continue
            service.visibility = Service.Visibility.PUBLISHED
            if stale:
                take_as_checked(service, actor)
            service.save()
            record(actor=actor, verb=Verb.SERVICE_PUBLISHED, subject=service)
            changed += 1
    return changed


def hide_services(*, actor: Any, keys: Iterable[UUID]) -> int:
    """Hide services from everybody but editors; return how many changed. Raises `ServiceError`."""
    if not can_publish_services(actor):
        raise ServiceError(_("Only publishers hide entries of the directory."))
    with transaction.atomic():
        changed = 0
        for service in _locked(keys):
            if service.visibility == Service.Visibility.HIDDEN:
                continue
            service.visibility = Service.Visibility.HIDDEN
            service.save()
            record(actor=actor, verb=Verb.SERVICE_HIDDEN, subject=service)
            changed += 1
    return changed


def assure_services(*, actor: Any, keys: Iterable[UUID]) -> int:
    """Say that services are right as they stand today; return how many. Raises `ServiceError`."""
    with transaction.atomic():
        services = list(_locked(keys))
        if not all(can_assure_service(actor, service) for service in services):
            raise ServiceError(_("You can confirm your own organisation's entries alone."))
        for service in services:
            take_as_checked(service, actor)
            service.save()
            record(actor=actor, verb=Verb.SERVICE_ASSURED, subject=service)
    return len(services)


def place_location(*, actor: Any, location: Location) -> Location:
    """Save a place with its point: from the postcode where none is given. Raises `ServiceError`.

    Where its address is withheld, readers get the centre of its locality and nothing nearer (C9).
    """
    _check_places(actor)
    with transaction.atomic():
        before = Location.objects.select_for_update().filter(pk=location.pk).first()
        _find(location, before)
        _stand_in(location, LocalityCentre.objects.filter(pk=location.locality_id).first())
        location.save()
        if location.address_withheld != (before.address_withheld if before else False):
            verb = Verb.ADDRESS_WITHHELD if location.address_withheld else Verb.ADDRESS_SHOWN
            record(actor=actor, verb=verb, subject=location)
    return location


def place_new_locations(*, actor: Any, locations: Sequence[Location]) -> None:
    """Save new places with whole postcodes as `place_location` does, all at once.

    Nothing is said of each: the caller brings the search into step. Raises `ServiceError`.
    """
    _check_places(actor)
    without = [each for each in locations if each.latitude is None]
    points = Postcode.objects.in_bulk({each.postcode for each in without} - {""})
    for each in without:
        found = points.get(each.postcode)
        if found:
            each.latitude, each.longitude = found.latitude, found.longitude
    with transaction.atomic():
        centres = LocalityCentre.objects.in_bulk()
        for each in locations:
            _stand_in(each, centres.get(each.locality_id))
        Location.objects.bulk_create(locations, BATCH)
        for each in locations:
            if each.address_withheld:
                record(actor=actor, verb=Verb.ADDRESS_WITHHELD, subject=each)
        public_content_changed()


def _find(location: Location, before: Location | None) -> None:
    """Another postcode is another point, unless somebody typed one as well."""
    moved = before is not None and before.postcode != location.postcode
    typed = before is None or before.latitude != location.latitude
    if location.latitude is None or (moved and not typed):
        point = find_point(location.postcode)
        location.latitude, location.longitude = point or (None, None)


def _stand_in(location: Location, centre: LocalityCentre | None) -> None:
    """Give a place the centre of its locality, which readers get where its address is withheld."""
    location.area_latitude = centre.latitude if centre else None
    location.area_longitude = centre.longitude if centre else None


def _check_places(actor: Any) -> None:
    if not can_edit_directory(actor):
        raise ServiceError(_("Only editors change places of the directory."))


def _locked(keys: Iterable[UUID]) -> Iterable[Service]:
    return Service.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk")


def take_as_checked(service: Service, person: Any) -> None:
    """Take somebody's word that an entry is right today; the caller saves it."""
    service.assured_on = timezone.localdate()
    service.assured_by = person
    service.reminded_on = None
