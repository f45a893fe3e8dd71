"""Locks by name, within one portal's schema and one transaction."""

from tenants.connection import connection


def lock(name: str) -> None:
    """Wait until no other transaction of this portal holds the lock; hold it until the end."""
    with connection.cursor() as cursor:
        key = f"{name}:{connection.schema_name}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
