"""The embedded PostgreSQL server: shared, stopped with its last user, and plain about trouble."""
