"""What the directory hears: new portals get taxonomies; what changes makes kept pages stale."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from accounts.models import Locality
from cms.directory.models import (
    DirectoryImport,
    EntryReport,
    LocalityCentre,
    Location,
    Organisation,
    ProposedChange,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    TaxonomyTerm,
)
from cms.directory.search_source import index_directory, index_services
from cms.directory.taxonomies import make_taxonomies
from tenants.content_version import public_content_changed
from tenants.models import Portal, PortalTemplate
from tenants.signals import portal_prepared, template_filling

NOT_SHOWN = (DirectoryImport, EntryReport, ProposedChange)
"""Tables of the directory whose rows no public page shows."""


@receiver(template_filling, sender=PortalTemplate)
@receiver(portal_prepared, sender=Portal)
def fill_taxonomies(sender: type, **kwargs: Any) -> None:
    """New portals begin with the taxonomies; older ones get them when they are prepared."""
    make_taxonomies()


@receiver([post_save, post_delete], sender=LocalityCentre)
def centre_moved(sender: type, instance: LocalityCentre, **kwargs: Any) -> None:
    """Places whose address is withheld stand at the centre of their locality, wherever it moves."""
    is_gone = kwargs.get("signal") is post_delete
    Location.objects.filter(locality=instance.locality_id).update(
        area_latitude=None if is_gone else instance.latitude,
        area_longitude=None if is_gone else instance.longitude,
    )


@receiver([post_save, post_delete])
def entry_changed(sender: type, **kwargs: Any) -> None:
    """Whatever of the directory is saved or deleted shows on public pages."""
    meta = getattr(sender, "_meta", None)
    ours = meta is not None and meta.app_label == "directory" and not kwargs.get("raw")
    if (ours and sender not in NOT_SHOWN) or sender in (Locality, LocalityCentre):
        public_content_changed()


@receiver([post_save, post_delete])
def entry_to_be_indexed(sender: type, instance: Any, **kwargs: Any) -> None:
    """The public search knows each service with all that it is found by."""
    find = SERVICES_OF.get(sender)
    if find and not kwargs.get("raw"):
        index_services(find(instance), [getattr(instance, "organisation_id", None)])


@receiver(m2m_changed)
def links_to_be_indexed(sender: type, instance: Any, action: str, **kwargs: Any) -> None:
    """Terms and localities that are set at once are saved without a word of their own."""
    ours = sender in (ServiceAttribute, ServiceArea) and isinstance(instance, Service)
    if ours and action.startswith("post_"):
        index_services([instance.pk])


@receiver(post_save)
def names_to_be_indexed(sender: type, created: bool, **kwargs: Any) -> None:
    """A term or a part of the area that is called otherwise changes all its services."""
    if sender in (TaxonomyTerm, Locality) and not created:
        index_directory()


def _at(place: Any) -> Any:
    return ServiceAtLocation.objects.filter(location=place).values_list("service", flat=True)


SERVICES_OF: dict[type, Callable[[Any], Iterable[Any]]] = {
    Service: lambda service: [service.pk],
    Organisation: lambda organisation: [
        *Service.objects.filter(organisation=organisation).values_list("pk", flat=True),
        organisation.pk,
    ],
    ServiceAttribute: lambda link: [link.service_id],
    ServiceArea: lambda area: [area.service_id],
    ServiceAtLocation: lambda at: [at.service_id],
    Location: _at,
}
"""Which services are found otherwise when a row of a table changes."""
