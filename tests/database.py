"""The suite's database: templates built once and kept, a copy for each worker."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.core.management import call_command
from django.db import connection

from config.environment import BASE, VAR
from tenants.provisioning.fingerprint import digest_of, template_fingerprint
from tenants.provisioning.spares import keep_spares
from tenants.provisioning.template import prepare_templates

PREFIX = "casement_test_"


def use_fresh_copy() -> str:
    """Point Django at a fresh copy of the prepared database; return its name."""
    copy = f"{PREFIX}{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with _alone():
        prepared = _prepared()
        _administer(f'CREATE DATABASE "{copy}" TEMPLATE "{prepared}"')
    _use(copy)
    return copy


def drop_copy(name: str) -> None:
    """Remove a worker's copy."""
    connection.close()
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _prepared() -> str:
    """Return the database that holds `public` and the templates; make it when they changed."""
    name = f"{PREFIX}{_fingerprint()}"
    if name in _databases():
        return name
    for stale in _databases():
        _administer(f'DROP DATABASE IF EXISTS "{stale}" WITH (FORCE)')
    draft = f"{PREFIX}draft"
    _administer(f'CREATE DATABASE "{draft}"')
    _use(draft)
    call_command("migrate_schemas", shared=True, verbosity=0)
    connection.set_schema_to_public()
    prepare_templates()
    keep_spares()
    connection.close()
    _administer(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def _fingerprint() -> str:
    shared = (BASE / "tenants" / "migrations").glob("*.py")
    return "p" + digest_of(shared, start=template_fingerprint())[:16]


def _databases() -> list[str]:
    rows = _administer("SELECT datname FROM pg_database", fetch=True)
    mine = [name for (name,) in rows if name.startswith(PREFIX)]
    return [name for name in mine if not _in_use(name)]


def _in_use(name: str) -> bool:
    """Whether a copy belongs to a suite that still runs."""
    owner = name.rpartition("_")[2]
    return owner.isdecimal() and Path(f"/proc/{owner}").exists()


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _administer(statement: str, *, fetch: bool = False) -> list[tuple[str]]:
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    parameters = {
        k: v for k, v in parameters.items() if k in ("dbname", "host", "port", "user", "password")
    }
    raw = psycopg2.connect(**parameters)
    try:
        raw.autocommit = True
        with raw.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if fetch else []
    finally:
        raw.close()


@contextmanager
def _alone() -> Iterator[None]:
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
