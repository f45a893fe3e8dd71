"""Take a lost device from an account where nobody is left who could agree to it (A4)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.models import User
from accounts.services import reset_from_command_line
from tenants.current import portal_context
from tenants.management.portal_command import PortalCommand
from tenants.platform import PLATFORM


class Command(PortalCommand):
    """`reset_second_factor --portal SLUG EMAIL --reason WHY`; without a portal, an operator's."""

    help = (
        "Remove somebody's two-step verification, for portals with nobody who could be the second "
        "of the two people that it takes. They are told by mail, and the ledger keeps the reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the person, where they are, and why."""
        parser.add_argument("email")
        parser.add_argument("--portal", default="", metavar="SLUG", help="default: the platform")
        parser.add_argument("--reason", required=True, help="how you know that it is them")

    def handle(self, *args: Any, email: str, portal: str, reason: str, **options: Any) -> None:
        """Reset, or say what cannot be found."""
        place = self.find_portal(portal) if portal else PLATFORM
        if not reason.strip():
            raise CommandError("Say with --reason how you know that it is them.")
        with portal_context(place):
            person = User.objects.with_email(email)
            if person is None:
                raise CommandError(f"Nobody has the address {email} there.")
            reset_from_command_line(person=person, reason=reason.strip())
        self.stdout.write(f"{email} can sign in with the password and set up a new device.")
