"""`manage.py rename_portal`: give a portal another name."""

from argparse import ArgumentParser
from typing import Any

from tenants.management.portal_command import OnePortalCommand
from tenants.services import rename_portal


class Command(OnePortalCommand):
    """Rename a portal; its web name and addresses stay."""

    help = "Give a portal another name. Its web name and addresses stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the portal and its names."""
        super().add_arguments(parser)
        parser.add_argument("--name", required=True)
        parser.add_argument("--short-name", default="", help="default: the name's first 30 letters")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rename it."""
        portal = rename_portal(
            actor=None,
            portal=self.find_portal(options["slug"]),
            name=options["name"],
            short_name=options["short_name"],
        )
        self.stdout.write(f"{portal.slug} is now called {portal.name}.")
