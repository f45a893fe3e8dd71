"""Stops the server when the last process that uses it has ended, however it ended.

A process that ends in an orderly way stops the server itself, if it is the last. One that is killed
cannot: for its sake the first user starts this small program in the background. It waits for the
lock that the users share; when it gets that lock, nobody uses the server any more.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tenants.postgres.account import server_account
from tenants.postgres.binaries import clean_environment
from tenants.postgres.cluster import STOP_SECONDS, stop_server
from tenants.postgres.layout import Layout
from tenants.postgres.locks import POLL_SECONDS, exclusive, is_held, open_lock, try_lock
from tenants.postgres.postmaster import running_server, server_process

ROOT = Path(__file__).parents[2]
IN_THE_BACKGROUND = '"$@" </dev/null >/dev/null 2>&1 &'


def ensure_keeper(layout: Layout) -> None:
    """Start a keeper in the background unless one runs."""
    if is_held(layout.keeper_lock):
        return
    keeper = [sys.executable, "-m", "tenants.postgres.keeper", str(layout.folder)]
    subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", IN_THE_BACKGROUND, "sh", *keeper],
        check=False,
        cwd="/",
        env=clean_environment() | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )


def stop_if_unused(layout: Layout) -> bool:
    """Stop the server if no process holds the users' lock; return whether nobody does.

    The caller holds the start lock, so nobody can begin to use the server meanwhile.
    """
    descriptor = open_lock(layout.users_lock)
    try:
        if _in_use(descriptor):
            return False
        if running_server(layout) or server_process(layout.postmaster_pid, layout.data):
            stop_server(layout, server_account(layout))
        return True
    finally:
        os.close(descriptor)


def _in_use(users: int) -> bool:
    """Whether any process shares the users' lock; if none does, `users` holds it alone from now on.

    The keeper has it alone for a moment when it wakes up, once while the start lock is held. So a
    lock that was refused and can then be shared says nothing yet: the keeper may have let go.
    """
    while not try_lock(users):
        if try_lock(users, fcntl.LOCK_SH):
            return not try_lock(users)
        time.sleep(POLL_SECONDS)
    return False


def keep(layout: Layout) -> None:
    """Wait until nobody uses the server, stop it, and return.

    Returns at once when another keeper is there.
    """
    presence = open_lock(layout.keeper_lock)
    if not try_lock(presence):
        return
    while True:
        users = open_lock(layout.users_lock)
        fcntl.flock(users, fcntl.LOCK_EX)
        os.close(users)
        with exclusive(layout.start_lock, seconds=2 * STOP_SECONDS):
            if stop_if_unused(layout):
                # Within the start lock: whoever comes next sees that it needs a new keeper.
                os.close(presence)
                return


def main() -> None:
    """Keep the server of the folder named on the command line."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    try:
        keep(Layout(Path(sys.argv[1])))
    except FileNotFoundError:
        return  # The folder was deleted, and the server notices that itself.


if __name__ == "__main__":
    main()
