"""PostgreSQL's own record of its running server, the file postmaster.pid."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tenants.postgres.layout import Layout, socket_file


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What postmaster.pid says; it may be stale."""

    pid: int
    data: Path
    port: int
    socket_directory: Path
    status: str
    """"starting", "ready" or "stopping"."""

    @property
    def accepts(self) -> bool:
        """Whether a server listens on the socket."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            try:
                probe.connect(str(socket_file(self.socket_directory, self.port)))
            except OSError:
                return False
        return True


def read_postmaster(layout: Layout) -> Postmaster | None:
    """Return what postmaster.pid says, or None when it is missing or not complete yet.

    Raises OSError when the file may not be read.
    """
    try:
        lines = [line.strip() for line in layout.postmaster_pid.read_text().splitlines()]
        return Postmaster(
            pid=int(lines[0]),
            data=Path(lines[1]),
            port=int(lines[3]),
            socket_directory=Path(lines[4]),
            status=lines[7],
        )
    except (FileNotFoundError, ValueError, IndexError):
        return None


def running_server(layout: Layout) -> Postmaster | None:
    """Return the running, ready server of this data, without starting a program; else None."""
    found = read_postmaster(layout)
    # A copy of the folder of a running server brings that server's postmaster.pid along.
    if found and found.status == "ready" and found.data == layout.data and found.accepts:
        return found
    return None


def server_process(pid_file: Path, data: Path) -> int | None:
    """Return the process named first in `pid_file` if it is the live server of `data`, else None.

    After a restart of the machine or container another process may have the number.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None
    import psutil  # Here, because it takes 0.1 s and is rarely needed.

    with suppress(psutil.Error):
        process = psutil.Process(pid)
        if process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == data:
            return pid
    return None


def end_servers_of_deleted_data(data: Path, seconds: float) -> None:
    """End servers whose data directory was deleted beneath them, before new data takes its place.

    Such a server lives on for up to a minute, and removes its successor's socket when it ends.
    """
    import psutil

    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == "postgres" and str(data) in (process.info["cmdline"] or ()):
            with suppress(psutil.Error):
                process.kill()
                process.wait(seconds)
