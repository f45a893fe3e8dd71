"""Making portals: a template schema is migrated and filled once, and its dump replayed."""
