"""Make the further dates of repeated events, and forget the people of old bookings."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from cms.events.services.retention import forget_old_bookings
from cms.events.services.schedule import extend_all
from tenants.current import portal_context
from tenants.management.portal_command import PortalCommand
from tenants.models import Portal


class Command(PortalCommand):
    """A daily job: a second run finds nothing to do."""

    help = "Extend repeated events and forget old bookings, in all portals or in --portal SLUG."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one portal, or none for all."""
        parser.add_argument("--portal", metavar="SLUG", help="only this portal")

    def handle(self, *args: Any, portal: str | None, **options: Any) -> None:
        """Keep one portal after another; say what was done."""
        for place in tqdm(_portals(portal), unit=" portals", disable=None):
            with portal_context(place):
                with transaction.atomic():
                    made = extend_all(timezone.localdate())
                gone = forget_old_bookings()
            self.stdout.write(f"{place.slug}: {made} dates made, {gone} bookings forgotten.")


def _portals(slug: str | None) -> list[Portal]:
    found = list(Portal.objects.filter(slug=slug) if slug else Portal.objects.all())
    if slug and not found:
        raise CommandError(f"There is no portal “{slug}”.")
    return found
