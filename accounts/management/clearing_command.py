"""What the commands have in common that clear away what is over."""

from typing import Any, ClassVar

from tqdm import tqdm

from accounts.services.clearing import Clearing
from tenants.current import portal_context
from tenants.management.portal_command import AnyPortalCommand


class ClearingCommand(AnyPortalCommand):
    """A daily job for all portals and the platform: a second run finds nothing to do."""

    clearing: ClassVar[Clearing]

    def handle(self, *args: Any, portal: str | None, **options: Any) -> None:
        """Clear one place after another; say how many rows went."""
        for place in self.find_places(portal):
            name = place.slug or "the platform"
            with portal_context(place):
                gone = self._clear(name)
            self.stdout.write(f"{name}: {gone} rows cleared away.")

    def _clear(self, name: str) -> int:
        total = self.clearing.count()
        with tqdm(desc=name, total=total, unit=" rows", disable=None) as bar:
            return self.clearing.clear_away(bar.update)
