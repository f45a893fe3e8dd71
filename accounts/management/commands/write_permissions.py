"""Write the table of permissions anew (A10)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.permission_table import written


class Command(BaseCommand):
    """`--check` writes nothing, and exits with 1 when the file is not what the rules say."""

    help = "Write docs/permissions.md from the rules of every app."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to check only, and another place for the file."""
        parser.add_argument(
            "--check", action="store_true", help="only say whether it is up to date"
        )
        parser.add_argument(
            "--file", type=Path, default=Path(settings.BASE_DIR) / "docs" / "permissions.md"
        )

    def handle(self, *args: Any, check: bool, file: Path, **options: Any) -> None:
        """Write or check; say which."""
        text = written()
        there = file.read_text(encoding="utf-8") if file.exists() else ""
        if text == there:
            self.stdout.write(f"{file.name} is up to date.")
        elif check:
            raise CommandError(f"{file.name} is not what the rules say: run write_permissions.")
        else:
            file.write_text(text, encoding="utf-8")
            self.stdout.write(f"{file.name} is written.")
