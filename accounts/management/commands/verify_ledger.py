"""Check the chain of every ledger (A11)."""

from typing import Any

from django.core.management.base import CommandError
from tqdm import tqdm

from accounts import ledger
from accounts.ledger.checking import check_chain
from accounts.models import LedgerEntry
from tenants.current import portal_context
from tenants.management.portal_command import AnyPortalCommand
from tenants.models import Portal
from tenants.platform import Platform


class Command(AnyPortalCommand):
    """Exits with 1 and names the entries when a chain is wrong.

    It prints each chain's length and last hash. Kept elsewhere, they show later whether the end of
    a chain was cut off, which a chain cannot tell of itself.
    """

    help = "Check that no ledger was altered: all portals and the platform, or --portal SLUG."

    def handle(self, *args: Any, portal: str | None, **options: Any) -> None:
        """Check one ledger after another; raise `CommandError` when any is wrong."""
        wrong = [place for place in self.find_places(portal) if not self._check(place)]
        if wrong:
            names = ", ".join(place.slug or "the platform" for place in wrong)
            raise CommandError(f"The ledger is wrong in: {names}.", returncode=1)

    def _check(self, place: Portal | Platform) -> bool:
        name = place.slug or "the platform"
        with portal_context(place):
            total = LedgerEntry.objects.count()
            checked = check_chain(
                tqdm(ledger.entries(), name, total, unit=" entries", disable=None)
            )
        for fault in checked.faults:
            self.stderr.write(f"{name}: {fault}")
        if checked.is_right:
            self.stdout.write(
                f"{name}: {checked.number} entries, in order. Last hash {checked.mark}"
            )
        return checked.is_right
