"""Keep what a process remembers of hosts true to what it changes itself."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from tenants.hosts import forget_hosts
from tenants.models import Domain, Portal


@receiver([post_save, post_delete], sender=Portal)
@receiver([post_save, post_delete], sender=Domain)
def forget(sender: type, **kwargs: Any) -> None:
    """Forget now and after the commit, so that neither order of events leaves something old."""
    forget_hosts()
    transaction.on_commit(forget_hosts)
