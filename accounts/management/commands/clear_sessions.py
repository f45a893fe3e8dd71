"""Clear away sessions that are over, and what was remembered with them."""

from typing import Any

from tqdm import tqdm

from accounts.services.clearing import clear_away, count_over
from tenants.current import portal_context
from tenants.management.portal_command import AnyPortalCommand


class Command(AnyPortalCommand):
    """A daily job: a second run finds nothing to do."""

    help = "Clear away old sessions of all portals and the platform, or of --portal SLUG."

    def handle(self, *args: Any, portal: str | None, **options: Any) -> None:
        """Clear one place after another; say how many rows went."""
        for place in self.find_places(portal):
            name = place.slug or "the platform"
            with portal_context(place):
                gone = _clear(name)
            self.stdout.write(f"{name}: {gone} rows cleared away.")


def _clear(name: str) -> int:
    with tqdm(desc=name, total=count_over(), unit=" rows", disable=None) as bar:
        return clear_away(bar.update)
