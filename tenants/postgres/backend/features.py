"""What this project asks of a PostgreSQL server."""

from django.db.backends.postgresql.features import DatabaseFeatures as PostgresFeatures


class DatabaseFeatures(PostgresFeatures):
    """PostgreSQL 15 or newer; Django says so at the first connection to an older one."""

    minimum_database_version = (15,)
