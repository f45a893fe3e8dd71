"""Asking another site whether it answers; only where the operator has switched that on.

An installation asks nobody of itself. Addresses of the operator's own network are never asked, so
that no link can be used to look around in it.
"""

import http.client
import ipaddress
import socket
from urllib.parse import urlsplit

SECONDS = 8
"""How long another site may take."""
REFUSED = frozenset({404, 410})
"""Answers that say that nothing is there; others may mean that programs are not wanted."""


def answers(address: str) -> bool:
    """Whether the site of an address answers, and does not say that nothing is there."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    secure = parts.scheme == "https"
    try:
        place = public_address(host, port or (443 if secure else 80))
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(host, port, timeout=SECONDS)
        if not secure:
            connection.sock = socket.create_connection(place, SECONDS)
        try:
            connection.request("HEAD", parts.path or "/", headers={"User-Agent": "link check"})
            return connection.getresponse().status not in REFUSED
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError):
        return False


def public_address(host: str, port: int) -> tuple[str, int]:
    """Return where a host is; raise `ValueError` for a place that is not open to everybody."""
    found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    for _family, _type, _protocol, _name, place in found:
        if not ipaddress.ip_address(place[0]).is_global:
            raise ValueError(f"{host} is not open to everybody.")
    return str(found[0][4][0]), port
