"""Where the embedded server keeps its data, its log, its locks and its socket."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

PORT = 5432
"""Names the socket file; nothing listens on a network."""

LONGEST_SOCKET_PATH = 103
"""Bytes. Linux allows 107, macOS and the BSDs 103."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one embedded server; all of them live in one private folder."""

    folder: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.folder / "data"

    @property
    def unfinished(self) -> Path:
        """A data directory that initdb has not finished; renamed to `data` once it has."""
        return self.folder / "data.unfinished"

    @property
    def log(self) -> Path:
        """What the server prints."""
        return self.folder / "server.log"

    @property
    def users_lock(self) -> Path:
        """Every process that uses the server holds a shared lock on this file for its life."""
        return self.folder / "users.lock"

    @property
    def start_lock(self) -> Path:
        """Whoever starts or stops the server holds an exclusive lock on this file meanwhile."""
        return self.folder / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        """The keeper holds an exclusive lock on this file for its life."""
        return self.folder / "keeper.lock"

    @property
    def postmaster_pid(self) -> Path:
        """PostgreSQL's own record of the running server."""
        return self.data / "postmaster.pid"


def socket_directory(layout: Layout) -> Path:
    """Return where a new server makes its socket: the folder, or if too long a short directory.

    The short directory's name comes from the folder's path, so that installations run side by side.
    """
    if fits(layout.folder):
        return layout.folder
    digest = hashlib.sha256(os.fsencode(layout.folder)).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"casement-{digest}"
    return short if fits(short) else Path("/tmp") / short.name  # noqa: S108


def socket_file(directory: Path, port: int = PORT) -> Path:
    """Return the path of the socket that PostgreSQL makes in `directory`."""
    return directory / f".s.PGSQL.{port}"


def fits(directory: Path) -> bool:
    """Whether a socket in `directory` has a path that the system and libpq both accept.

    libpq reads a comma as a second host, so a folder with one needs the short directory.
    """
    path = os.fsencode(socket_file(directory))
    return len(path) <= LONGEST_SOCKET_PATH and not {b",", b'"', b"\n"} & {bytes([b]) for b in path}
