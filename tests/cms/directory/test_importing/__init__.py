"""Lists in and out: a preview, all or nothing, safe to repeat, and every kind of bad file (C10)."""
