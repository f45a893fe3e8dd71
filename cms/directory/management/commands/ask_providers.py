"""Ask providers whether their entries in the directory are still right."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone
from tqdm import tqdm

from cms.directory.services.reminders import ask_providers
from tenants.current import portal_context
from tenants.management.portal_command import PortalCommand
from tenants.models import Portal


class Command(PortalCommand):
    """A daily job: a second run on the same day asks nobody."""

    help = "Ask providers to confirm their entries, in all portals or in --portal SLUG."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one portal, or none for all."""
        parser.add_argument("--portal", metavar="SLUG", help="only this portal")

    def handle(self, *args: Any, portal: str | None, **options: Any) -> None:
        """Go from portal to portal; the worker writes the mails."""
        places = [self.find_portal(portal)] if portal else list(Portal.objects.all())
        for place in tqdm(places, unit=" portals", disable=None):
            with portal_context(place):
                number = ask_providers(timezone.localdate())
            self.stdout.write(f"{place.slug}: {number} people asked.")
