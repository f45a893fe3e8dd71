"""django-tenants' backend, which starts the embedded server when a connection is opened.

A connection is embedded when its settings have the key EMBEDDED, with the server's folder and
profile.
"""

import time
from pathlib import Path
from typing import Any

import psycopg2
from django.db.utils import OperationalError
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantsWrapper

from tenants.postgres.backend.client import DatabaseClient
from tenants.postgres.backend.features import DatabaseFeatures
from tenants.postgres.errors import PostgresUnavailable
from tenants.postgres.server import Server, ensure_running

PASSING_TROUBLES = (
    # The server ended, or was killed this very moment.
    "Connection refused",
    "No such file or directory",
    "server closed the connection unexpectedly",
    # It is about to end, or recovers.
    "starting up",
    "shutting down",
    "in recovery mode",
    "not yet accepting",
)
PATIENCE_SECONDS = 30


class EmbeddedServerUnavailable(PostgresUnavailable, OperationalError):
    """The embedded server cannot be had, as Django's own kind of error."""


class DatabaseWrapper(TenantsWrapper):
    """A connection to the embedded server or to DATABASE_URL's."""

    features_class = DatabaseFeatures
    client_class = DatabaseClient

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Set the schema, and keep the content types that the process knows.

        django-tenants empties that cache here because ids differ between schemas. Ours do not:
        `accounts.0001` makes an id from the model's name (`docs/adr/0004-content-types.md`).
        """
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = include_public
        self.set_settings_schema(self.schema_name)
        self.search_path_set_schemas = None

    def get_connection_params(self) -> dict[str, Any]:
        """Return psycopg2's arguments, with a server behind them."""
        if "EMBEDDED" in self.settings_dict:
            self._ensure_server()
        params: dict[str, Any] = super().get_connection_params()
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection; when the embedded server has gone meanwhile, start it again."""
        if "EMBEDDED" not in self.settings_dict:
            return super().get_new_connection(conn_params)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return super().get_new_connection(conn_params)
            except psycopg2.OperationalError as error:
                passing = any(phrase in str(error) for phrase in PASSING_TROUBLES)
                if not passing or time.monotonic() > deadline:
                    raise
            server = self._ensure_server()
            conn_params = conn_params | {"host": str(server.socket_directory), "port": server.port}
            time.sleep(0.01)

    def _ensure_server(self) -> Server:
        """Start the embedded server or find it running, and note where it is."""
        embedded = self.settings_dict["EMBEDDED"]
        try:
            server = ensure_running(Path(embedded["folder"]), embedded["profile"])
        except PostgresUnavailable as error:
            raise EmbeddedServerUnavailable(str(error)) from error
        self.settings_dict |= {"HOST": str(server.socket_directory), "PORT": str(server.port)}
        return server
