"""A small load generator: keep-alive connections in a process of its own.

It reads answers from plain sockets, since `http.client` costs more time than the views measured.
Bounded in time and count, loopback only: `python -m tests.benchmarks.load '{"port": 8000, …}'`.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from statistics import median

TIMEOUT = 20.0
"""Seconds without an answer after which a measurement fails."""
MOST = 200_000
"""Requests at most, however long they may take."""


@dataclass(frozen=True)
class Target:
    """A page of a server on this machine; the host chooses the portal."""

    port: int
    host: str = "localhost"
    path: str = "/"

    @property
    def request(self) -> bytes:
        """The request as bytes; compressed answers are welcome, as they are to browsers."""
        lines = [f"GET {self.path} HTTP/1.1", f"Host: {self.host}", "Accept-Encoding: gzip"]
        return "\r\n".join([*lines, "", ""]).encode()


@dataclass(frozen=True)
class Load:
    """What one measurement gave."""

    requests: int
    seconds: float
    latency: float
    """Median, in seconds."""
    size: int
    """Bytes of the last answer, headers included."""

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


@dataclass
class _Connection:
    target: Target
    link: socket.socket = field(init=False)
    received: bytes = b""
    sent_at: float = 0.0

    def __post_init__(self) -> None:
        self.connect()

    def connect(self) -> None:
        self.link = socket.create_connection(("127.0.0.1", self.target.port), TIMEOUT)
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self) -> None:
        self.received = b""
        self.sent_at = time.perf_counter()
        self.link.sendall(self.target.request)

    def receive(self) -> bool:
        """Read what there is; return whether the answer is whole. Raises `OSError`."""
        chunk = self.link.recv(262_144)
        self.received += chunk
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not chunk and not found:
            raise OSError("The server closed the connection without an answer.")
        if not found:
            return False
        return is_whole(head.lower(), body) or not chunk


def is_whole(head: bytes, body: bytes) -> bool:
    """Whether a body is all that its headers (in small letters) announce."""
    _, found, rest = head.partition(b"\r\ncontent-length:")
    if found:
        return len(body) >= int(rest.partition(b"\r\n")[0])
    return b"chunked" in head and body.endswith(b"0\r\n\r\n")


def measure(target: Target, *, seconds: float, connections: int = 4) -> Load:
    """Load a page for a while and return what was counted."""
    waiting = selectors.DefaultSelector()
    for _ in range(connections):
        connection = _Connection(target)
        waiting.register(connection.link, selectors.EVENT_READ, connection)
        connection.send()
    latencies: list[float] = []
    start = time.perf_counter()
    size = 0
    while not latencies or (time.perf_counter() - start < seconds and len(latencies) < MOST):
        ready = waiting.select(TIMEOUT)
        if not ready:
            raise OSError(f"No answer within {TIMEOUT:g} s.")
        for key, _ in ready:
            connection = key.data
            if connection.receive():
                latencies.append(time.perf_counter() - connection.sent_at)
                size = len(connection.received)
                _next(waiting, connection)
    spent = time.perf_counter() - start
    for key in list(waiting.get_map().values()):
        key.data.link.close()
    return Load(len(latencies), spent, median(latencies), size)


def _next(waiting: selectors.BaseSelector, connection: _Connection) -> None:
    """Check the answer and ask again, on a new connection where the server closes them."""
    status, _, _ = connection.received.partition(b"\r\n")
    if b" 200 " not in status:
        raise OSError(f"The server answered {status.decode(errors='replace')}.")
    head = connection.received.partition(b"\r\n\r\n")[0].lower()
    if b"\r\nconnection: close" in head:
        waiting.unregister(connection.link)
        connection.link.close()
        connection.connect()
        waiting.register(connection.link, selectors.EVENT_READ, connection)
    connection.send()


def run(target: Target, *, seconds: float, connections: int = 4) -> Load:
    """Measure in another process, so that server and client do not share an interpreter."""
    asked = {**asdict(target), "seconds": seconds, "connections": connections}
    finished = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load", json.dumps(asked)],
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds + 2 * TIMEOUT,
    )
    if finished.returncode:
        raise OSError(finished.stderr.strip().splitlines()[-1])
    return Load(**json.loads(finished.stdout))


def fetch(target: Target) -> tuple[bytes, bytes]:
    """Return the headers and the body of one answer, as they come over the wire."""
    connection = _Connection(target)
    try:
        connection.send()
        while not connection.receive():
            pass
        head, _, body = connection.received.partition(b"\r\n\r\n")
        return head, body
    finally:
        connection.link.close()


def main() -> None:
    """Do what the command line asks for, and print it as JSON."""
    asked = json.loads(sys.argv[1])
    seconds, connections = asked.pop("seconds"), asked.pop("connections")
    load = measure(Target(**asked), seconds=seconds, connections=connections)
    print(json.dumps(asdict(load)))


if __name__ == "__main__":
    main()
