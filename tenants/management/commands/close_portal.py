"""`manage.py close_portal`: take a portal offline for good."""

from typing import Any

from django.utils import timezone

from tenants.management.portal_command import OnePortalCommand
from tenants.services import close_portal, deletable_from


class Command(OnePortalCommand):
    """Close a portal; its data stays through the cooling-off period."""

    help = "Close a portal. Nothing is deleted; resume_portal reopens it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Close it and print from when it can be deleted."""
        portal = close_portal(actor=None, portal=self.find_portal(options["slug"]))
        day = timezone.localtime(deletable_from(portal))
        self.stdout.write(f"{portal.name} is closed. It can be deleted from {day:%-d %B %Y}.")
