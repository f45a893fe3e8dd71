"""Too many attempts (A7): replaced by the merge."""


def check(purpose: str, *parts: str) -> None:
    """Raise when there were too many."""


def fail(purpose: str, *parts: str) -> None:
    """Count."""


def clear(purpose: str, *parts: str) -> None:
    """Forget."""
