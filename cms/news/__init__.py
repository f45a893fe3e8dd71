"""News: written by the team, or sent in and passed by a publisher (C15)."""
