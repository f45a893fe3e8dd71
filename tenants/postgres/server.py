"""One embedded PostgreSQL server for all processes of an installation.

Each process holds a shared lock on the folder's `users.lock` for its life; forked children hold it
too. The first starts the server, the last stops it on its way out, and the keeper stops it when the
last was killed.
"""

import atexit
import fcntl
import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from tenants.postgres import errors
from tenants.postgres.account import prepare_folder
from tenants.postgres.cluster import NAME, USER, Profile, start_server
from tenants.postgres.keeper import ensure_keeper, stop_if_unused
from tenants.postgres.layout import Layout
from tenants.postgres.locks import exclusive, is_open_on, open_lock, wait_for_lock
from tenants.postgres.postmaster import running_server

LEAVE_SECONDS = 1

_held: dict[Path, int] = {}
"""The users' locks that this process holds: folder to open file."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is, and as whom to reach which database."""

    socket_directory: Path
    port: int
    user: str = USER
    name: str = NAME


def ensure_running(folder: Path, profile: Profile = "run", seconds: float = 60) -> Server:
    """Return the server whose data lives in `folder`, made and started if need be.

    It runs at least until this process and its forked children have ended. `profile` "test" starts
    it without the settings that protect data from a crash of the machine; a server that runs
    already stays as it is. Waits at most about `seconds`. Raises PostgresUnavailable.
    """
    layout = Layout(folder.resolve())
    try:
        if is_open_on(_held.get(layout.folder, -1), layout.users_lock) and (
            found := running_server(layout)
        ):
            return Server(found.socket_directory, found.port)
        return _join(layout, profile, seconds)
    except TimeoutError as error:
        raise errors.timed_out(layout.folder, seconds) from error
    except OSError as error:
        raise errors.from_os_error(error, layout.folder) from error


def _join(layout: Layout, profile: Profile, seconds: float) -> Server:
    """Become a user of the server, starting it if it does not run."""
    account = prepare_folder(layout)
    with exclusive(layout.start_lock, seconds):
        _hold(layout, seconds)
        try:
            found = running_server(layout)
            if found is None:
                start_server(layout, account, profile, seconds)
                found = running_server(layout)
            if found is None:
                raise errors.timed_out(layout.folder, seconds)
            ensure_keeper(layout)
        except BaseException:
            os.close(_held.pop(layout.folder))
            raise
    return Server(found.socket_directory, found.port)


def _hold(layout: Layout, seconds: float) -> None:
    """Hold the users' lock from now on."""
    if is_open_on(_held.get(layout.folder, -1), layout.users_lock):
        return
    descriptor = open_lock(layout.users_lock)
    try:
        wait_for_lock(descriptor, seconds, fcntl.LOCK_SH)
    except BaseException:
        os.close(descriptor)
        raise
    _held[layout.folder] = descriptor


@atexit.register
def release() -> None:
    """Leave every server that this process uses, and stop those that nobody else uses.

    Runs in forked children too: a lock that somebody else inherited stays held, and so the server
    stays up.
    """
    while _held:
        folder, descriptor = _held.popitem()
        layout = Layout(folder)
        with suppress(OSError, errors.PostgresUnavailable):
            if is_open_on(descriptor, layout.users_lock):
                _leave(layout, descriptor)


def _leave(layout: Layout, descriptor: int) -> None:
    """Leave one server. While another process starts or stops it, the keeper does the rest."""
    with ExitStack() as stack:
        alone = True
        try:
            stack.enter_context(exclusive(layout.start_lock, LEAVE_SECONDS))
        except TimeoutError:
            alone = False
        os.close(descriptor)
        if alone:
            stop_if_unused(layout)
