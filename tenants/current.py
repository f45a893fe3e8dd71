"""The portal of the work in hand, and stepping into another."""

from collections.abc import Iterator
from contextlib import contextmanager

from tenants.connection import connection
from tenants.models import Portal
from tenants.platform import PLATFORM, Platform


class NoPortal(Exception):
    """Work for a portal was asked for where no portal is set."""


def current() -> Portal | Platform:
    """Return the portal that the connection is set to.

    Raises `NoPortal` when only a schema's name is known (as in the middle of a migration).
    """
    tenant = connection.tenant
    if isinstance(tenant, Portal | Platform):
        return tenant
    if connection.schema_name == PLATFORM.schema_name:
        return PLATFORM
    raise NoPortal(f"Schema {connection.schema_name} is set without its portal.")


def current_portal() -> Portal:
    """Return the portal in hand; raise `NoPortal` on the platform."""
    portal = current()
    if isinstance(portal, Platform):
        raise NoPortal("This belongs to a portal, and none is set.")
    return portal


@contextmanager
def portal_context(portal: Portal | Platform) -> Iterator[None]:
    """Do what is inside in that portal, then return to the one before, whatever happens."""
    before = connection.tenant
    connection.set_tenant(portal)
    try:
        yield
    finally:
        connection.set_tenant(before)
