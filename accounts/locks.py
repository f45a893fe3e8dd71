"""Locks by name, within one portal's schema and one transaction."""

from tenants.connection import connection


def lock(name: str) -> None:
    """Wait until no other transaction of this portal holds the lock; hold it until the end."""
    with connection.cursor() as cursor:
        key = f"{name}:{connection.schema_name}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


LAST_LOCK = "those who must stay"
"""Held by whatever could take away the last administrator: two of them at once wait."""
FIRST_MANAGER_LOCK = "first practice manager"
SCOPES_LOCK = "what roles are limited to"
GROUPS_LOCK = "groups"


def lock_roles() -> None:
    """Take all the locks on roles, in their one order: for acts that need several of them.

    The ledger's comes after these in every transaction, so that no two wait for each other.
    """
    for key in (LAST_LOCK, FIRST_MANAGER_LOCK, SCOPES_LOCK, GROUPS_LOCK):
        lock(key)
