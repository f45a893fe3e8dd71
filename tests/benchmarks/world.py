"""The bench's own installation: a folder, a PostgreSQL server and databases, gone afterwards."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import psycopg2
from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

BASE = Path(__file__).resolve().parents[2]
PREFIX = "bench-"
PREPARED = "casement"
NOT_OURS = ("DATABASE_URL", "REDIS_URL", "PORT")
"""Variables of the installation beside, besides its own CASEMENT_…"""
ROOM_FOR_A_PORTAL = 6 * 1024 * 1024
"""Bytes on disk, indexes and write-ahead log included."""


class BenchError(Exception):
    """Something that cannot be measured; the text says why."""


@dataclass(frozen=True)
class World:
    """What every measure works with."""

    folder: Path
    quick: bool

    @property
    def many(self) -> int:
        """Portals of a large installation."""
        return 50 if self.quick else 1_000

    def choose(self, usual: Any, quick: Any) -> Any:
        """Return a count or a time by how thorough the run is."""
        return quick if self.quick else usual

    def use(self, name: str) -> None:
        """Point Django at a database, made as a copy of the prepared one if it is not there."""
        connection.close()
        if (name,) not in administer("SELECT datname FROM pg_database", fetch=True):
            administer(f'CREATE DATABASE "{name}" TEMPLATE "{PREPARED}"')
        connection.settings_dict["NAME"] = name
        connection.set_schema_to_public()

    def environment(self, database: str) -> dict[str, str]:
        """Return the variables that a server of this installation needs."""
        return {"BENCH_DATABASE": database, "DJANGO_SETTINGS_MODULE": SETTINGS}


SETTINGS = "tests.benchmarks.settings_bench"


@contextmanager
def world(var: Path, *, quick: bool) -> Iterator[World]:
    """Make an installation below `var`, and remove all of it whatever happens."""
    _remove_remains(var)
    folder = var / f"{PREFIX}{os.getpid()}"
    folder.mkdir(parents=True)
    try:
        _set_environment(folder)
        _require_room(folder, 50 if quick else 1_000)
        django.setup()
        _share_static(var, folder)
        _prepare()
        yield World(folder, quick)
    finally:
        connection.close()
        _stop_database()
        shutil.rmtree(folder, ignore_errors=True)


def administer(statement: str, *, fetch: bool = False) -> list[tuple[Any, ...]]:
    """Run a statement that belongs to no database, such as one that makes another."""
    known = connection.get_connection_params()
    names = ("host", "port", "user", "password")
    raw = psycopg2.connect(dbname="postgres", **{k: v for k, v in known.items() if k in names})
    try:
        raw.autocommit = True
        with raw.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if fetch else []
    finally:
        raw.close()


def _set_environment(folder: Path) -> None:
    """Use the embedded server in this folder, whatever the installation beside it uses."""
    for name in list(os.environ):
        if name in NOT_OURS or name.startswith("CASEMENT_"):
            del os.environ[name]
    os.environ |= {
        "CASEMENT_VAR": str(folder),
        "CASEMENT_DEMONSTRATION": "1",
        "CASEMENT_SECRET_KEY": "bench",
        "CASEMENT_PUBLIC_PORT": "8000",
        "DJANGO_SETTINGS_MODULE": SETTINGS,
    }


def _require_room(folder: Path, portals: int) -> None:
    free, needed = shutil.disk_usage(folder).free, portals * ROOM_FOR_A_PORTAL
    if free < needed:
        raise BenchError(f"{folder} needs {needed >> 20} MB of free disk; there are {free >> 20}.")


def _share_static(var: Path, folder: Path) -> None:
    """Use the static files that are built already; collect them where there are none."""
    if (var / "static" / "staticfiles.json").exists():
        (folder / "static").symlink_to(var / "static")
    else:
        call_command("collectstatic", interactive=False, verbosity=0)


def _prepare() -> None:
    with tqdm(desc="Preparing", unit=" steps", leave=False, file=sys.stderr) as bar:

        def progress(step: str) -> None:
            bar.set_description(step)
            bar.update()

        from tenants.provisioning.fleet import prepare_installation

        prepare_installation(progress)


def _remove_remains(var: Path) -> None:
    """Remove what a run that was killed has left."""
    for path in var.glob(f"{PREFIX}*"):
        owner = path.name.removeprefix(PREFIX)
        if owner.isdecimal() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(path, ignore_errors=True)


def _stop_database() -> None:
    from tenants.postgres.server import release

    release()
