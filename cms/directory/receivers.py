"""What the directory hears: new portals get taxonomies; what changes makes kept pages stale."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.models import Locality
from cms.directory.models import DirectoryImport, LocalityCentre, Location, ProposedChange
from cms.directory.taxonomies import make_taxonomies
from tenants.content_version import public_content_changed
from tenants.models import Portal, PortalTemplate
from tenants.signals import portal_prepared, template_filling

NOT_SHOWN = (DirectoryImport, ProposedChange)
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
