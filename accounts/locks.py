"""Locks by name, within one portal's schema and one transaction."""

from django.db import connection

from accounts.schema import schema_in_hand


def lock(name: str) -> None:
    """Wait until no other transaction of this portal holds the lock; hold it until the end."""
    with connection.cursor() as cursor:
        key = f"{name}:{schema_in_hand()}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
