"""Note that mail to an address came back, where the mail server cannot report it itself (A9)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email

from accounts.notifications.bounces import BounceKind, record_bounce
from tenants.current import portal_context
from tenants.management.portal_command import PortalCommand


class Command(PortalCommand):
    """`record_bounce --portal SLUG ADDRESS`: notifications to it pause at once."""

    help = "Pause notifications of a portal to an address that sends mail back."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the portal, the address, and how mail came back."""
        parser.add_argument("address")
        parser.add_argument("--portal", metavar="SLUG", required=True)
        parser.add_argument("--kind", choices=BounceKind.values, default=BounceKind.HARD.value)
        parser.add_argument("--reason", default="", help="what the mail server said")

    def handle(
        self, *args: Any, address: str, portal: str, kind: str, reason: str, **options: Any
    ) -> None:
        """Note it; say what follows."""
        place = self.find_portal(portal)
        try:
            validate_email(address)
        except ValidationError:
            raise CommandError("That is not an e-mail address.") from None
        with portal_context(place):
            row = record_bounce(actor=None, email=address, kind=kind, reason=reason)
        state = "paused" if row.paused_at else "not paused yet"
        self.stdout.write(f"Notifications to {row.email} are {state}.")
