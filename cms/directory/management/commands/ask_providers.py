"""Ask providers whether their entries in the directory are still right."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from cms.directory.services.reminders import ask_providers
from tenants.current import portal_context
from tenants.management.portal_command import PortalCommand
from tenants.models import Portal


class Command(PortalCommand):
    """A daily job: a second run on the same day asks nobody. Suspended portals are left alone."""

    help = "Ask providers to confirm their entries, in all portals or in --portal SLUG."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one portal, or none for all."""
        parser.add_argument("--portal", metavar="SLUG", help="only this portal")

    def handle(self, *args: Any, portal: str | None, **options: Any) -> None:
        """Go from portal to portal; the worker writes the mails. One in trouble stops no other."""
        places = [self.find_portal(portal)] if portal else list(Portal.objects.serving())
        faults = []
        for place in tqdm(places, unit=" portals", disable=None):
            try:
                with portal_context(place):
                    number = ask_providers(timezone.localdate())
            except Exception as error:
                faults.append(f"{place.slug}: {type(error).__name__}")
                continue
            self.stdout.write(f"{place.slug}: {number} people asked.")
        if faults:
            raise CommandError("\n".join(faults), returncode=1)
