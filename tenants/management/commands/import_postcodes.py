"""`manage.py import_postcodes FILE`: fill the gazetteer from the ONS Postcode Directory."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from tenants.connection import connection
from tenants.gazetteer import GazetteerRefused, load_postcodes


class Command(BaseCommand):
    """Replace the postcodes that are there by those of the file; safe to repeat."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="The CSV file of the directory, unpacked.")
        parser.add_argument("--quiet", action="store_true", help="Show no progress.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it with a bar over the file's bytes."""
        path: Path = options["file"]
        connection.set_schema_to_public()
        size = path.stat().st_size if path.is_file() else None
        try:
            with tqdm(
                total=size, unit="B", unit_scale=True, disable=options["quiet"], leave=False
            ) as bar:
                count = load_postcodes(path, progress=bar.update)
        except GazetteerRefused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{count:,} postcodes are loaded.")
