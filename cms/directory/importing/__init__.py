"""Services of the directory as a table: taken away, and brought in again (C10)."""
