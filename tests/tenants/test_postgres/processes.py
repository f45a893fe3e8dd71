"""Other processes that use a server, for the tests to watch, end and kill."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from tenants.postgres.layout import Layout
from tenants.postgres.postmaster import Postmaster, read_postmaster, running_server

ROOT = Path(__file__).parents[3]
NOBODY = 65534
IS_ROOT = os.geteuid() == 0
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
JOIN = """
import json, os, sys
from pathlib import Path
from tenants.postgres.server import ensure_running
found = ensure_running(Path(sys.argv[1]), "test")
"""
WAIT = """
print(json.dumps({"socket": str(found.socket_directory)}), flush=True)
sys.stdin.read()
"""
# The interpreter may lie in root's home: import all that is needed before becoming somebody else.
AS_NOBODY = f"""
import json, os, psutil, tenants.postgres.server
os.setgroups([]), os.setgid({NOBODY}), os.setuid({NOBODY})
"""


class User:
    """A process that uses the server until it is told to end."""

    def __init__(self, folder: Path, script: str = JOIN + WAIT) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
            cwd="/",
        )
        line = self.process.stdout.readline()
        self.said = json.loads(line) if line else {}

    def end(self) -> None:
        """Let it end in an orderly way, and wait."""
        _, printed = self.process.communicate(timeout=20)
        assert self.process.returncode == 0, printed.decode()

    def kill(self) -> None:
        """Kill it, without a chance to tidy up."""
        self.process.kill()
        if not self.process.stdout.closed:
            self.process.communicate()


def run_python(script: str, folder: Path) -> str:
    """Run a script to its end and return what it printed."""
    result = subprocess.run(
        [sys.executable, "-c", script, folder],
        env=ENVIRONMENT,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def until(condition: Callable[[], Any], seconds: float = 20) -> Any:
    """Wait for the condition, and return what it returned."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)
    return value


def running(folder: Path) -> Postmaster | None:
    """Return the folder's running server."""
    return running_server(Layout(folder))


def stopped(folder: Path) -> bool:
    """Whether the folder's server has stopped in an orderly way."""
    return read_postmaster(Layout(folder)) is None


def keeper_of(folder: Path) -> int | None:
    """Return the process that waits to stop the folder's server, once it does."""
    for process in psutil.process_iter(["cmdline"]):
        if (process.info["cmdline"] or [])[-2:] == ["tenants.postgres.keeper", str(folder)]:
            with Layout(folder).keeper_lock.open() as file:
                waits = any(lock.path == file.name for lock in process.open_files())
            return process.pid if waits else None
    return None


def ask(folder: Path, query: str) -> Any:
    """Run a query on the folder's server and return the first row."""
    found = running(folder)
    assert found, "the server does not run"
    session = psycopg2.connect(host=str(found.socket_directory), user="casement", dbname="casement")
    with closing(session):
        session.autocommit = True
        with session.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone() if cursor.description else None
