"""The demonstration's database: made once, kept under its fingerprint, copied for each run."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from cms.demonstration import build_demonstration
from config.environment import BASE
from tenants.provisioning.fingerprint import digest_of
from tests import database as suite

PREFIX = "casement_demonstration_"
SHAPING = ("demonstration", "demonstration.py", "models", "models.py", "services", "services.py")
"""Files and folders that shape the demonstration, besides migrations and starter content."""


def use_demonstration() -> str:
    """Point Django at a copy of the demonstration that is this process's own; return its name."""
    prepared = _prepared()
    copy = f"{suite.PREFIX}e2e_{os.getpid()}"
    with suite._alone():
        suite._administer(f'CREATE DATABASE "{copy}" TEMPLATE "{prepared}"')
    suite._use(copy)
    return copy


def _prepared() -> str:
    """Return the database that holds the demonstration; make it when anything of it changed."""
    name = PREFIX + digest_of(_files(), start=suite._fingerprint())[:16]
    if name in _kept():
        return name
    draft = suite.use_fresh_copy()
    connection.set_schema_to_public()
    build_demonstration()
    connection.close()
    with suite._alone():
        kept = _kept()
        for stale in kept:
            if stale != name:
                suite._administer(f'DROP DATABASE IF EXISTS "{stale}" WITH (FORCE)')
        if name not in kept:
            suite._administer(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    suite.drop_copy(draft)
    return name


def _kept() -> list[str]:
    rows = suite._administer("SELECT datname FROM pg_database", fetch=True)
    return [name for (name,) in rows if name.startswith(PREFIX)]


def _files() -> Iterator[Path]:
    for app in (*settings.PORTAL_MODULES, "cms", "accounts", "tenants"):
        for name in SHAPING:
            place = BASE / app / name
            if place.is_file():
                yield place
            for kind in ("py", "md", "yaml"):
                yield from place.rglob(f"*.{kind}")
