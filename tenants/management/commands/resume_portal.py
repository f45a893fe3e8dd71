"""`manage.py resume_portal`: put a portal back online."""

from typing import Any

from tenants.management.portal_command import OnePortalCommand
from tenants.services import resume_portal


class Command(OnePortalCommand):
    """Put a suspended or closed portal back online."""

    help = "Put a suspended or closed portal back online, or open one that was being set up."

    def handle(self, *args: Any, **options: Any) -> None:
        """Resume it and print where it is."""
        portal = resume_portal(actor=None, portal=self.find_portal(options["slug"]))
        self.stdout.write(f"{portal.name} is live at {portal.url()}")
