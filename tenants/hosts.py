"""Which portal a host belongs to, remembered for at most `HOST_MEMORY_SECONDS`.

A warm request asks the database nothing about its portal. What is remembered carries the portal's
content version, so that one mechanism makes cached pages stale in every process.
"""

import time
from dataclasses import dataclass

from django.conf import settings

from tenants.connection import connection
from tenants.models import Domain, Portal
from tenants.names import normal_host
from tenants.platform import PLATFORM, Platform

LARGEST = 20_000
"""Hosts remembered at most: a flood of made-up names must not fill the memory."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    portal: Portal | None
    expires: float


_memory: dict[str, _Remembered] = {}


def portal_for(raw_host: str) -> Portal | Platform | None:
    """Return the portal that answers to a Host header, the platform, or None.

    Raises Django's `OperationalError` when the database is needed and down, unless the host is
    remembered from before: then cached pages still go out.
    """
    host = normal_host(raw_host)
    if host == settings.PLATFORM_HOST:
        return PLATFORM
    known = _memory.get(host)
    if known and known.expires > time.monotonic():
        return known.portal
    return _remember(host, _look_up(host))


def last_known(raw_host: str) -> Portal | Platform | None:
    """Return what was last known of a host, however old: for when the database is down."""
    host = normal_host(raw_host)
    if host == settings.PLATFORM_HOST:
        return PLATFORM
    known = _memory.get(host)
    return known.portal if known else None


def forget_hosts() -> None:
    """Forget everything in this process, so that a change shows at once."""
    _memory.clear()


def _remember(host: str, portal: Portal | None) -> Portal | None:
    if len(_memory) >= LARGEST:
        _memory.clear()
    expires = time.monotonic() + settings.HOST_MEMORY_SECONDS
    _memory[host] = _Remembered(portal, expires)
    return portal


def _look_up(host: str) -> Portal | None:
    connection.set_schema_to_public()
    domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    if domain is None:
        return None
    portal: Portal = domain.tenant
    if domain.is_primary:
        portal._primary_domain = host
    else:
        portal.primary_domain  # noqa: B018  (asked once here, remembered with the portal)
    return portal
