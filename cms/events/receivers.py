"""What changes lists of events makes kept pages stale, and the search know of it."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.models import Locality
from cms.events.models import Event
from cms.events.search_source import EVENTS, index_event
from cms.search_index import reindex
from tenants.content_version import public_content_changed


@receiver(post_delete, sender=Event)
def event_deleted(sender: type, instance: Event, **kwargs: Any) -> None:
    """A published event that is deleted is gone at once; services say it of all else."""
    index_event(instance.pk)
    if instance.is_shown:
        public_content_changed()


@receiver(post_save, sender=Event)
def event_to_be_indexed(sender: type, instance: Event, **kwargs: Any) -> None:
    """The public search knows an event as it was saved last."""
    index_event(instance.pk)


@receiver(post_save, sender=Locality)
def events_to_be_indexed(sender: type, created: bool, **kwargs: Any) -> None:
    """And its part of the area as that is called now."""
    if not created:
        reindex(EVENTS)
