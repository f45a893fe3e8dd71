"""What changes lists of events makes the portal's kept pages stale."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from cms.events.models import Event
from tenants.content_version import public_content_changed


@receiver(post_delete, sender=Event)
def event_deleted(sender: type, instance: Event, **kwargs: Any) -> None:
    """A published event that is deleted is gone at once; services say it of all else."""
    if instance.is_shown:
        public_content_changed()
