"""`manage.py worker`: do the background work of every portal."""

from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as WorkerCommand

from tenants.connection import connection


class Command(WorkerCommand):
    """Run until told to stop; `--batch` stops when the queue is empty."""

    help = "Do the background work of every portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the library's options, with the product's own queue as the one to work on."""
        super().add_arguments(parser)
        parser.set_defaults(backend_name="queue")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start on the queue in `public`."""
        connection.set_schema_to_public()
        super().handle(*args, **options)
