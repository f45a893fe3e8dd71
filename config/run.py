"""`make run`: prepare the installation, fill the demonstration, then serve until stopped."""

import os
import signal
import socket
import subprocess
import sys
import types
from pathlib import Path

from config.environment import BASE, VAR, number
from tenants.postgres import PostgresUnavailable, database_settings
from tenants.postgres.server import ensure_running

HERE = [sys.executable, str(BASE / "manage.py")]
PORT = number("PORT", 8000, 1, 65535)


def main() -> int:
    """Return the exit code: 0 when stopped by Ctrl-C or TERM, 1 when something failed."""
    if not port_is_free():
        print(f"Port {PORT} is in use. Choose another: make run PORT=8001", file=sys.stderr)
        return 1
    try:
        _hold_database()
    except PostgresUnavailable as error:
        print(f"The database cannot be used. {error}", file=sys.stderr)
        return 1
    for command in ("prepare", "demo"):
        if subprocess.run([*HERE, command], check=False).returncode:  # noqa: S603
            return 1
    print(f"\nServing on port {PORT}. Stop with Ctrl-C.\n", flush=True)
    return serve()


def _hold_database() -> None:
    """Keep the embedded server up from one command to the next; DATABASE_URL's needs no holding."""
    embedded = database_settings(os.environ, VAR).get("EMBEDDED")
    if embedded:
        ensure_running(Path(embedded["folder"]), embedded["profile"])


def port_is_free() -> bool:
    """Whether the port can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return False
    return True


def serve() -> int:
    """Run web server and worker side by side; when one ends, end the other.

    Returns 0 when we were told to stop, 1 when one of them ended by itself.
    """
    web = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
    children = [
        subprocess.Popen(web, start_new_session=True),  # noqa: S603
        subprocess.Popen([*HERE, "worker"], start_new_session=True),  # noqa: S603
    ]
    told: list[int] = []

    def stop(number: int, frame: types.FrameType | None) -> None:
        told.append(number)
        for child in children:
            if child.returncode is None:
                child.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    ended, status = os.wait()
    for child in children:
        if child.pid == ended:
            child.returncode = os.waitstatus_to_exitcode(status)
    by_itself = not told
    stop(0, None)
    for child in children:
        child.wait()
    if by_itself:
        print("The web server or the worker ended by itself; see above.", file=sys.stderr)
    return int(by_itself)


if __name__ == "__main__":
    sys.exit(main())
