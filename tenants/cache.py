"""Cache keys that cannot belong to the wrong portal."""

from tenants.connection import connection
from tenants.platform import PLATFORM


def portal_key(key: str, prefix: str, version: int) -> str:
    """Return a key bound to the portal in hand."""
    return f"{connection.schema_name}:{prefix}:{version}:{key}"


def content_key(key: str, prefix: str, version: int) -> str:
    """Return a key bound to the portal and to the present version of its public content.

    Whatever changes public content raises the version, so that old entries are never found again.
    """
    content_version = getattr(connection.tenant, "content_version", PLATFORM.content_version)
    return f"{connection.schema_name}:{content_version}:{prefix}:{version}:{key}"
