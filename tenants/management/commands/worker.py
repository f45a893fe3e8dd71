"""`manage.py worker`: do the background work of every portal."""

from typing import Any

from django_tasks_db.management.commands.db_worker import Command as WorkerCommand

from tenants.connection import connection


class Command(WorkerCommand):
    """Run until told to stop; `--batch` stops when the queue is empty."""

    help = "Do the background work of every portal."

    def handle(self, *args: Any, **options: Any) -> None:
        """Start on the queue in `public`."""
        connection.set_schema_to_public()
        options["backend_name"] = "queue"
        super().handle(*args, **options)
