"""`manage.py demo`: make the demonstration portals and say who can sign in."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from cms.demonstration import NotDemonstrating, Shown, build_demonstration


class Command(BaseCommand):
    """Safe to repeat: what is there stays as it is."""

    help = "Make the demonstration portals and say who can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer output for machines."""
        parser.add_argument("--json", action="store_true", help="Print JSON for machines.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, then print."""
        try:
            with tqdm(unit=" portals", disable=options["json"], leave=False) as bar:

                def progress(step: str) -> None:
                    bar.set_description(step)
                    bar.update()

                shown = build_demonstration(progress)
        except NotDemonstrating as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps([one.as_json() for one in shown], indent=2))
        else:
            for one in shown:
                self._print(one)
            self.stdout.write(
                "\nWhere signing in takes a second step, the page shows the code to enter."
            )

    def _print(self, shown: Shown) -> None:
        self.stdout.write(self.style.SUCCESS(f"\n{shown.name}"))
        self.stdout.write(f"  {shown.url}   (sign in: {shown.sign_in})")
        width = max((len(account.role) for account in shown.accounts), default=0)
        for account in shown.accounts:
            self.stdout.write(f"    {account.role:<{width}}  {account.email}  {account.password}")
