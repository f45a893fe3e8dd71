"""Advisory locks on files, which the system drops however their holder ends.

A lock belongs to the open file, not to the process: a forked child holds it too, so a shared lock
lasts until the last of them has ended, killed or not.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

POLL_SECONDS = 0.005


def open_lock(path: Path) -> int:
    """Open the lock file at `path`, made if missing, and give it to the folder's owner."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


def try_lock(descriptor: int, operation: int = fcntl.LOCK_EX) -> bool:
    """Take the lock at once, or return False because somebody else has it."""
    try:
        fcntl.flock(descriptor, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_for_lock(descriptor: int, seconds: float, operation: int = fcntl.LOCK_EX) -> None:
    """Take the lock within `seconds`, or raise TimeoutError."""
    deadline = time.monotonic() + seconds
    while not try_lock(descriptor, operation):
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(POLL_SECONDS)


@contextmanager
def exclusive(path: Path, seconds: float) -> Iterator[None]:
    """Hold `path` exclusively; raise TimeoutError when it cannot be had within `seconds`.

    Unlocks before closing, because a child forked meanwhile would otherwise keep the lock.
    """
    descriptor = open_lock(path)
    try:
        wait_for_lock(descriptor, seconds)
        yield
    finally:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def is_held(path: Path) -> bool:
    """Whether anybody holds a lock on `path`."""
    descriptor = open_lock(path)
    try:
        return not try_lock(descriptor)
    finally:
        os.close(descriptor)


def is_open_on(descriptor: int, path: Path) -> bool:
    """Whether `descriptor` still is the file at `path`: neither closed, nor deleted meanwhile."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False
