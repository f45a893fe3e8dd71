"""`manage.py add_domain`: let a portal answer at one more address."""

from argparse import ArgumentParser
from typing import Any

from tenants.management.portal_command import OnePortalCommand
from tenants.models import address
from tenants.services import add_domain


class Command(OnePortalCommand):
    """Add a domain to a portal."""

    help = "Let a portal answer at one more address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the portal and the domain."""
        super().add_arguments(parser)
        parser.add_argument("domain", metavar="DOMAIN", help="like parents.example.org")
        parser.add_argument("--primary", action="store_true", help="make it the main address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add it and print the address."""
        added = add_domain(
            actor=None,
            portal=self.find_portal(options["slug"]),
            domain=options["domain"],
            primary=options["primary"],
        )
        self.stdout.write(address(added.domain))
