"""Pages that are published and taken down by the clock (C5).

Whenever somebody sets a time, a task of the portal waits in the queue until then; Wagtail's own
`publish_scheduled` does the work. `manage.py keep_pages` does it again for every portal, so that a
task that got lost delays a page by a day at most.
"""

from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Revision

from cms.models import SitePage
from tenants.connection import connection
from tenants.provisioning.schema import TEMPLATE_SCHEMA
from tenants.tasks import portal_task


def publish_due() -> None:
    """Publish and take down what is due now in the portal in hand; a second time does nothing."""
    call_command("publish_scheduled", verbosity=0)


@portal_task
def publish_due_later() -> None:
    """Do so, from the queue."""
    publish_due()


@receiver(post_save, sender=Revision)
def version_is_scheduled(sender: type, instance: Revision, **kwargs: Any) -> None:
    """A version is to be published at a time."""
    _come_back_at(instance.approved_go_live_at, **kwargs)


@receiver(post_save)
def page_expires(sender: type, instance: Any, **kwargs: Any) -> None:
    """A published page is to be taken down at a time."""
    if issubclass(sender, SitePage) and instance.live:
        _come_back_at(instance.expire_at, **kwargs)


def _come_back_at(moment: datetime | None, *, raw: bool = False, **kwargs: Any) -> None:
    if raw or moment is None or moment <= timezone.now():
        return
    if connection.schema_name != TEMPLATE_SCHEMA:
        publish_due_later.enqueue_at(moment)
