"""The served demonstration as the tests see it: addresses, accounts, mail, plain requests."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.client import HTTPConnection
from pathlib import Path

import yaml

from config.environment import BASE

MINUTES_TO_START = 10
DEFINITIONS = sorted((BASE / "cms" / "demonstration").glob("*/portal.yaml"))
PORTALS = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in DEFINITIONS]
SLUGS = [portal["slug"] for portal in PORTALS]
PLATFORM = ""
"""Stands for the platform's own host where a portal's slug is asked for."""


class Demonstration:
    """Where everything is, and who can sign in."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.folder = port, folder
        facts = json.loads((folder / "demonstration.json").read_text(encoding="utf-8"))
        self.pages: dict[str, dict[str, list[str]]] = facts["pages"]
        self.accounts = {
            (shown["slug"], account["role"]): (account["email"], account["password"])
            for shown in facts["portals"]
            for account in shown["accounts"]
        }
        self.secrets = {
            (shown["slug"], account["role"]): account["totp_secret"]
            for shown in facts["portals"]
            for account in shown["accounts"]
            if account["totp_secret"]
        }

    def host(self, slug: str) -> str:
        """Return host and port of a portal."""
        return f"{slug}.localhost:{self.port}" if slug else f"localhost:{self.port}"

    def url(self, slug: str, path: str = "/") -> str:
        """Return the full address of a path on a portal."""
        return f"http://{self.host(slug)}{path}"

    def get(self, slug: str, path: str = "/") -> tuple[int, str]:
        """Ask for a page without a browser; return status and text. No name has to resolve."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Host": self.host(slug)})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def mail_to(self, address: str) -> EmailMessage:
        """Return the newest mail to an address."""
        files = (self.folder / "mail").glob("*/*.eml")
        for path in sorted(files, key=lambda path: path.name, reverse=True):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            if address in str(mail["To"]):
                return mail
        raise AssertionError(f"No mail to {address}.")

    def link_to(self, address: str) -> str:
        """Return the link in the newest mail to an address that leads somewhere below `/`."""
        text = self.mail_to(address).get_body(("plain",)).get_content()
        return next(link for link in re.findall(r"http://\S+", text) if link.count("/") > 3)


@contextmanager
def served(folder: Path) -> Iterator[Demonstration]:
    """Serve the demonstration over real HTTP, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = os.environ | {"E2E_PORT": str(port), "E2E_FOLDER": str(folder)}
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.server"],
            cwd=BASE,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(server, port, log)
            yield Demonstration(port, folder)
        finally:
            server.communicate()


def _wait_for(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + 60 * MINUTES_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"The demonstration was not served:\n{log.read_text()}")
