"""Starting web servers on free ports of the loopback, and stopping them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.load import Target, fetch
from tests.benchmarks.world import BASE, BenchError, World

START_SECONDS = 60
STOP_SECONDS = 10
GUNICORN = (
    *("gunicorn", "--config", "python:config.gunicorn"),
    # The project's own configuration, but for one process that stays the same throughout.
    *("--workers", "1", "--max-requests", "0"),
)
CASEMENT = "config.wsgi:application"


@dataclass(frozen=True)
class Server:
    """A web server that runs."""

    port: int
    pid: int

    def page(self, host: str = "localhost", path: str = "/") -> Target:
        """Return a page of it."""
        return Target(self.port, host, path)


@contextmanager
def casement(world: World, database: str, *, page_cache: bool = True) -> Iterator[Server]:
    """Serve a database's portals with gunicorn, as `make run` does, in one process."""
    variables = world.environment(database) | {"BENCH_PAGE_CACHE": str(int(page_cache))}
    with serving(
        world, [*GUNICORN, CASEMENT], variables, name=f"{database}-{page_cache}"
    ) as server:
        yield server


@contextmanager
def serving(
    world: World,
    command: Sequence[str],
    variables: Mapping[str, str],
    *,
    name: str,
    folder: Path = BASE,
) -> Iterator[Server]:
    """Run a server in `folder` until the work inside is done; `{port}` in its command is filled in.

    Raises `BenchError`, with the server's own last words, when it does not start.
    """
    port = free_port()
    path = os.pathsep.join(dict.fromkeys([str(folder), str(BASE)]))
    log = world.folder / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *(part.replace("{port}", str(port)) for part in command)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path, "PORT": str(port), **variables},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _await(process, port, log)
        yield Server(port, process.pid)
    finally:
        _stop(process)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the server answers, with whatever page."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            fetch(Target(port, path="/healthz"))
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise BenchError(f"{process.args} did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server with all its workers."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.wait(STOP_SECONDS)
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()
