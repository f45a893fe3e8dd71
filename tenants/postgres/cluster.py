"""Making, starting and stopping one PostgreSQL server with its own programs.

The caller holds the layout's start lock, so that one process at a time does any of this.
"""

import shlex
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal

from tenants.postgres import errors
from tenants.postgres.account import Account, give_data, open_programs
from tenants.postgres.binaries import clean_environment, server_directory, server_version
from tenants.postgres.layout import PORT, Layout, socket_directory, socket_file
from tenants.postgres.postmaster import (
    end_servers_of_deleted_data,
    read_postmaster,
    running_server,
    server_process,
)

Profile = Literal["run", "test"]

USER = "casement"
NAME = "casement"
ROOM_FOR_NEW_DATA = 150 * 1024 * 1024
ROOM_TO_START = 32 * 1024 * 1024
LARGEST_LOG = 10 * 1024 * 1024
STOP_SECONDS = 60

SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    # Deleting, dumping or migrating portals locks every table of theirs in one transaction.
    "max_locks_per_transaction": "512",
    "synchronous_commit": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements and details hold what people wrote: neither belongs in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
"""Written into a new server's postgresql.conf, where the operator may change them."""

UNSAFE_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For data that nobody misses after a crash of the machine: the test suite's."""

LOCALES = ("C.UTF-8", "en_GB.UTF-8", "en_US.UTF-8", "C")
"""Decide which characters are letters. Order and case come from PostgreSQL's built-in C.UTF-8,
which does not change with the machine's C library."""


def start_server(layout: Layout, account: Account, profile: Profile, seconds: float) -> None:
    """Bring the server up, from nothing, from a clean stop or from a crash.

    Raises PostgresUnavailable, or OSError for a folder that cannot be used.
    """
    deadline = time.monotonic() + seconds
    _settle(layout, account, deadline)
    if running_server(layout):
        return
    open_programs(server_directory(), account)
    if not (layout.data / "PG_VERSION").exists():
        _initialise(layout, account, profile)
    _check_version(layout)
    _require_room(layout.folder, ROOM_TO_START)
    give_data(layout, account)
    _prepare_socket_directory(layout, account)
    _start(layout, account, profile, deadline)


def stop_server(layout: Layout, account: Account) -> None:
    """Stop the server, ending its sessions, and wait until it has stopped."""
    arguments = ["-D", str(layout.data), "-m", "fast", "-w", "-t", str(STOP_SECONDS), "stop"]
    _run("pg_ctl", arguments, account)
    if (directory := socket_directory(layout)) != layout.folder:
        with suppress(OSError):
            directory.rmdir()


def _run(
    program: str, arguments: list[str], account: Account, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [server_directory() / program, *arguments],
        check=False,
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd="/",
        env=clean_environment(),
        **account.run_as,
    )


def _settle(layout: Layout, account: Account, deadline: float) -> None:
    """Wait for a server that is still starting; stop one that cannot be reached any more."""
    started = time.monotonic()
    while server_process(layout.postmaster_pid, layout.data) and not running_server(layout):
        found = read_postmaster(layout)
        if found and found.status != "starting":
            stop_server(layout, account)
        elif time.monotonic() > deadline:
            raise errors.timed_out(layout.folder, deadline - started)
        time.sleep(0.01)


def _initialise(layout: Layout, account: Account, profile: Profile) -> None:
    """Make a new data directory, whole or not at all."""
    _require_room(layout.folder, ROOM_FOR_NEW_DATA)
    end_servers_of_deleted_data(layout.data, seconds=5)
    output = ""
    for locale in LOCALES:
        shutil.rmtree(layout.unfinished, ignore_errors=True)
        result = _run("initdb", _initdb_arguments(layout.unfinished, locale, profile), account)
        if result.returncode == 0:
            result = _make_database(layout.unfinished, account)
        if result.returncode == 0:
            layout.unfinished.rename(layout.data)
            return
        output = result.stdout
        if "invalid locale" not in output:
            break
    shutil.rmtree(layout.unfinished, ignore_errors=True)
    raise errors.from_output(output, layout.folder, socket_directory(layout))


def _make_database(directory: Path, account: Account) -> subprocess.CompletedProcess[str]:
    """Make the one database, before anybody can connect."""
    arguments = ["--single", "-j", "-D", str(directory), "-c", "fsync=off", "postgres"]
    return _run("postgres", arguments, account, typed=f"CREATE DATABASE {NAME};\n\n")


def _initdb_arguments(directory: Path, locale: str, profile: Profile) -> list[str]:
    arguments = ["-D", str(directory), "-U", USER, "--encoding=UTF8", "--no-instructions"]
    arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    arguments += [f"--locale={locale}", "--lc-messages=C"]
    # Whoever can reach the socket, in a directory closed to others, is the owner or root.
    arguments += ["--auth-local=trust", "--auth-host=reject"]
    arguments += ["--no-sync"] if profile == "test" else []
    return arguments + [f"--set={name}={value}" for name, value in SETTINGS.items()]


def _check_version(layout: Layout) -> None:
    found = (layout.data / "PG_VERSION").read_text().strip()
    if found != server_version():
        raise errors.other_version(layout.data, found, server_version())


def _require_room(folder: Path, needed: int) -> None:
    if shutil.disk_usage(folder).free < needed:
        raise errors.disk_full(folder)


def _prepare_socket_directory(layout: Layout, account: Account) -> None:
    """Make sure that only the server's account and root can reach the socket."""
    directory = socket_directory(layout)
    if directory != layout.folder:
        try:
            directory.mkdir(mode=0o700)
            if account.run_as:
                shutil.chown(directory, account.uid, account.gid)
        except FileExistsError:
            pass
        except OSError as error:
            raise errors.socket_taken(directory, str(error.strerror)) from error
    status = directory.lstat()
    if status.st_uid != account.uid or status.st_mode & 0o170077 != 0o040000:
        raise errors.socket_taken(directory, "the path is taken")
    for stale in (layout.postmaster_pid, Path(f"{socket_file(directory)}.lock")):
        if stale.exists() and server_process(stale, layout.data) is None:
            stale.unlink()


def _start(layout: Layout, account: Account, profile: Profile, deadline: float) -> None:
    """Start the server in the background and wait until it is ready."""
    if layout.log.exists() and layout.log.stat().st_size > LARGEST_LOG:
        layout.log.write_bytes(b"")
    started = time.monotonic()
    while True:
        printed_before = layout.log.stat().st_size if layout.log.exists() else 0
        result = _run("pg_ctl", _start_arguments(layout, profile, deadline), account)
        if result.returncode == 0:
            return
        if "did not start in time" in result.stdout:
            raise errors.timed_out(layout.folder, deadline - started)
        words = _printed_since(layout.log, printed_before) or result.stdout
        # Sessions of a server that was killed take a moment to notice.
        if "pre-existing shared memory block" not in words or time.monotonic() > deadline:
            raise errors.from_output(words, layout.folder, socket_directory(layout))
        time.sleep(0.05)


def _start_arguments(layout: Layout, profile: Profile, deadline: float) -> list[str]:
    directory = str(socket_directory(layout)).replace('"', '""')
    settings = {"listen_addresses": "", "unix_socket_permissions": "0700"}
    settings |= UNSAFE_SETTINGS if profile == "test" else {}
    options = ["-k", f'"{directory}"', "-p", str(PORT)]
    for name, value in settings.items():
        options += ["-c", f"{name}={value}"]
    seconds = max(1, round(deadline - time.monotonic()))
    arguments = ["-D", str(layout.data), "-l", str(layout.log), "-s", "-w", "-t", str(seconds)]
    return [*arguments, "-o", shlex.join(options), "start"]


def _printed_since(log: Path, position: int) -> str:
    with suppress(OSError), log.open("rb") as file:
        file.seek(position)
        return file.read().decode(errors="replace")
    return ""
