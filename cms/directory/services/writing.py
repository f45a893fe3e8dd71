"""Writing whole entries, with what belongs to them."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.directory.models import Location, Organisation, Service
from cms.directory.rules import can_publish_services
from cms.directory.services.entries import place_location
from cms.directory.values.reading import Entry
from cms.directory.values.shape import NEW_PLACE, SHAPES
from cms.directory.values.writing import fill, new_place, write_parts
from tenants.errors import ServiceError


def entry_in_hand(kind: str, entry: Entry, organisation: Organisation | None) -> Entry:
    """Return an entry as it is now, locked. Raises `ServiceError` where it is gone.

    And where it is not that organisation's own; for editors (None) it need not be.
    """
    rows = SHAPES[kind].model._default_manager.select_for_update()
    found: Any = rows.filter(pk=entry.pk).first()
    if found is None or (organisation is not None and not is_own(found, organisation)):
        raise ServiceError(_("This entry is no longer here, or it is another organisation's."))
    entry_found: Entry = found
    return entry_found


def new_entry(kind: str, organisation: Organisation) -> Entry:
    """Return an entry that is not kept yet."""
    entry: Entry = SHAPES[kind].model()
    if isinstance(entry, Service):
        entry.organisation = organisation
    return entry


def write_entry(*, actor: Any, entry: Entry, values: Mapping[str, Any]) -> None:
    """Write values into an entry and its parts. Raises `ServiceError`.

    The caller has checked that the actor may; a new service shows where they may publish.
    """
    is_new = entry._state.adding
    fill(entry, values)
    if isinstance(entry, Service) and is_new and can_publish_services(actor):
        entry.visibility = Service.Visibility.PUBLISHED
        entry.assured_on, entry.assured_by = timezone.localdate(), actor
    if isinstance(entry, Location):
        place_location(actor=actor, location=entry)
    else:
        entry.save()
    made = {
        f"{NEW_PLACE}{number}": _place(actor, row)
        for number, row in enumerate(values.get("new_places", ()))
    }
    write_parts(entry, values, made)


def _place(actor: Any, values: Mapping[str, Any]) -> Location:
    """Return the place that a service names as new: one that is known by name and postcode, too."""
    place = new_place(values)
    known = Location.objects.filter(
        name__iexact=place.name, postcode=place.postcode, address_withheld=False
    )
    if place.postcode and not place.address_withheld:
        found = known.first()
        if found:
            return found
    return place_location(actor=actor, location=place)


def is_own(entry: Any, organisation: Organisation) -> bool:
    """Whether an entry is an organisation's own: a place, where nobody else's services are."""
    if isinstance(entry, Organisation):
        return entry.pk == organisation.pk
    if isinstance(entry, Service):
        return entry.organisation_id == organisation.pk
    return Location.objects.used_by_alone(organisation).filter(pk=entry.pk).exists()
