"""`manage.py prepare`: bring the installation up to date; safe to repeat."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from tqdm import tqdm

from tenants.provisioning.fleet import prepare_installation


class Command(BaseCommand):
    """Migrate everything and build the templates that new portals are made from."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer silence for scripts."""
        parser.add_argument("--quiet", action="store_true", help="Show no progress.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, with a bar that names the step in hand."""
        try:
            with tqdm(unit=" steps", disable=options["quiet"], leave=False) as bar:

                def progress(step: str) -> None:
                    bar.set_description(step)
                    bar.update()

                faults = prepare_installation(progress)
        except OperationalError as error:
            raise CommandError(f"The database cannot be used: {error}") from None
        if faults:
            raise CommandError("\n".join(f"{slug}: {fault}" for slug, fault in faults))
