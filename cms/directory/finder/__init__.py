"""Finding a service: the question, what fits, one service, a person's own list (C8)."""
