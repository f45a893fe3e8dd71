"""`manage.py suspend_portal`: take a portal offline for now."""

from argparse import ArgumentParser
from typing import Any

from tenants.management.portal_command import OnePortalCommand
from tenants.services import suspend_portal


class Command(OnePortalCommand):
    """Suspend a portal, with a message for its visitors."""

    help = "Take a portal offline for now. Nothing is lost; resume_portal undoes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the portal and what its visitors read."""
        super().add_arguments(parser)
        parser.add_argument("--message", default="", help="what visitors read meanwhile")

    def handle(self, *args: Any, **options: Any) -> None:
        """Suspend it."""
        portal = self.find_portal(options["slug"])
        suspended = suspend_portal(actor=None, portal=portal, message=options["message"])
        self.stdout.write(f"{suspended.name} is suspended.")
