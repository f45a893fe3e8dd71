"""Mail what people want to know once a day or once a week (A9)."""

from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from accounts.notifications.digests import Outcome, send_digests
from accounts.notifications.own import tell_roles_ending
from tenants.current import portal_context
from tenants.management.portal_command import PortalCommand
from tenants.models import Portal


class Command(PortalCommand):
    """Run it every morning. Again on the same day, nobody gets a second mail.

    A portal or person in trouble stops no other; the exit code is then 1.
    """

    help = "Send the daily and weekly digests: of all portals, or --portal SLUG. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a portal and a day, or neither for all and today."""
        parser.add_argument("--portal", metavar="SLUG", help="only this portal")
        parser.add_argument(
            "--day", metavar="YYYY-MM-DD", type=date.fromisoformat, help="today when left out"
        )

    def handle(self, *args: Any, portal: str | None, day: date | None, **options: Any) -> None:
        """Send them; raise `CommandError` when something failed."""
        day = day or timezone.localdate()
        if day > timezone.localdate():
            raise CommandError("Digests of a day can be sent from that day on.")
        places = [self.find_portal(portal)] if portal else list(Portal.objects.serving())
        total, faults = Outcome(), []
        with tqdm(places, "Digests", unit=" portals", disable=None) as bar:
            for place in bar:
                try:
                    outcome = _send(place, day)
                except Exception as error:
                    faults.append(f"{place.slug}: {type(error).__name__}")
                    continue
                total.sent += outcome.sent
                if outcome.failed:
                    faults.append(f"{place.slug}: {outcome.failed} not sent")
                bar.set_postfix(mails=total.sent)
        self.stdout.write(f"{total.sent} digests sent in {len(places)} portals.")
        if faults:
            raise CommandError("\n".join(faults), returncode=1)


def _send(place: Portal, day: date) -> Outcome:
    with portal_context(place):
        tell_roles_ending()
        return send_digests(day)
