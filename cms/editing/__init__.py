"""Working on pages: approval, review, previews, links, and getting back what was deleted (C5)."""
