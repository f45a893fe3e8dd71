"""Where a request comes from."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

NETWORK_BITS = 64
"""One household or office has so much of an IPv6 address for itself."""


def address_of(request: HttpRequest) -> str | None:
    """Return the address that asks; behind a proxy, the one that the proxy itself has seen.

    Only the last entry of `X-Forwarded-For` is the proxy's own; the ones before it are whatever the
    visitor wrote.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or seen
    try:
        return str(ip_address(seen))
    except ValueError:
        return None


def network_of(request: HttpRequest) -> str:
    """Return what tells one household or office from another; empty when it is not known."""
    address = address_of(request)
    if address is None:
        return ""
    number = ip_address(address)
    if not isinstance(number, IPv6Address):
        return address
    if number.ipv4_mapped:
        return str(number.ipv4_mapped)
    kept = int(number) >> (128 - NETWORK_BITS) << (128 - NETWORK_BITS)
    return f"{IPv6Address(kept)}/{NETWORK_BITS}"
