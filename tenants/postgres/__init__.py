"""The database: an embedded PostgreSQL server, or the one that DATABASE_URL names.

Importing this starts nothing. The embedded server starts with the first connection that a process
opens, is shared by all processes of the installation, and stops with the last.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from tenants.postgres.errors import PostgresUnavailable
from tenants.postgres.url import DEFAULTS, ENGINE, DatabaseUrlError, parse_database_url

__all__ = ["DatabaseUrlError", "PostgresUnavailable", "database_settings"]

FOLDERS = {"run": "postgres", "test": "postgres-test"}
"""Tests have a server of their own, since theirs may lose data in a crash."""


def database_settings(
    environ: Mapping[str, str], var: Path, profile: Literal["run", "test"] = "run"
) -> dict[str, Any]:
    """Return Django's DATABASES["default"].

    Raises DatabaseUrlError for a DATABASE_URL that is not a PostgreSQL address. An empty one counts
    as none.
    """
    if url := environ.get("DATABASE_URL", "").strip():
        return parse_database_url(url)
    return DEFAULTS | {
        "ENGINE": ENGINE,
        "NAME": "casement",
        "USER": "casement",
        "EMBEDDED": {"folder": str((var / FOLDERS[profile]).absolute()), "profile": profile},
    }
