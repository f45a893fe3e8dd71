"""What the commands have in common that clear away what is over."""

from argparse import ArgumentParser
from typing import Any, ClassVar

from django.core.management.base import CommandError
from tqdm import tqdm

from accounts.services.clearing import Clearing
from tenants.current import portal_context
from tenants.management.portal_command import PortalCommand
from tenants.models import Portal
from tenants.platform import PLATFORM, Platform


class ClearingCommand(PortalCommand):
    """A daily job for all portals and the platform: a second run finds nothing to do."""

    clearing: ClassVar[Clearing]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one portal, or none for all."""
        parser.add_argument("--portal", metavar="SLUG", help="only this portal")

    def handle(self, *args: Any, portal: str | None, **options: Any) -> None:
        """Clear one place after another; say how many rows went."""
        for place in _places(portal):
            name = place.slug or "the platform"
            with portal_context(place):
                gone = self._clear(name)
            self.stdout.write(f"{name}: {gone} rows cleared away.")

    def _clear(self, name: str) -> int:
        total = self.clearing.count()
        with tqdm(desc=name, total=total, unit=" rows", disable=None) as bar:
            return self.clearing.clear_away(bar.update)


def _places(slug: str | None) -> list[Portal | Platform]:
    if slug is None:
        return [PLATFORM, *Portal.objects.all()]
    found = Portal.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no portal “{slug}”.")
    return [found]
