"""`manage.py delete_portal`: delete a closed portal for good."""

from argparse import ArgumentParser
from typing import Any

from tenants.management.portal_command import OnePortalCommand
from tenants.services import delete_portal


class Command(OnePortalCommand):
    """Delete a portal, its people, pages and files."""

    help = "Delete a closed portal for good: pages, people, files. This cannot be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the portal, and its name as a last check."""
        super().add_arguments(parser)
        parser.add_argument("--confirm", required=True, metavar="NAME", help="its name, in full")
        parser.add_argument(
            "--skip-cooling-off", action="store_true", help="do not wait for the period's end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete it."""
        portal = self.find_portal(options["slug"])
        delete_portal(
            actor=None,
            portal=portal,
            typed_name=options["confirm"],
            skip_cooling_off=options["skip_cooling_off"],
        )
        self.stdout.write(f"{portal.name} has been deleted.")
