"""The schema in hand, by name."""

from django.db import connection


def schema_in_hand() -> str:
    """Return the name of the schema that the connection is set to."""
    name: str = getattr(connection, "schema_name")  # noqa: B009  (django-tenants adds it)
    return name
