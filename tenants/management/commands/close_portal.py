"""`manage.py close_portal`: take a portal offline for good."""

from typing import Any

from tenants.management.portal_command import OnePortalCommand
from tenants.services import close_portal, deletable_from
from theme.times import day_in_words


class Command(OnePortalCommand):
    """Close a portal; its data stays through the cooling-off period."""

    help = "Close a portal. Nothing is deleted; resume_portal reopens it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Close it and print from when it can be deleted."""
        portal = close_portal(actor=None, portal=self.find_portal(options["slug"]))
        day = day_in_words(deletable_from(portal))
        self.stdout.write(f"{portal.name} is closed. It can be deleted from {day}.")
