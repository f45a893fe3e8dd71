"""Who may do what with what is sent in. Pure: a person and an object in, yes or no out."""

from typing import Any

from tenants.rules import anyone

__all__ = ["anyone", "can_moderate", "can_send_as_partner", "can_write"]

WRITERS = ("author", "editor", "publisher", "portal_administrator")
PUBLISHERS = ("publisher", "portal_administrator")


def holds(user: Any, roles: tuple[str, ...]) -> bool:
    """Whether a person holds one of the roles, for the whole portal."""
    return bool(user and user.is_authenticated and any(user.has_role(role) for role in roles))


def can_write(user: Any, obj: Any = None) -> bool:
    """Write and change events and news: the portal's authors, editors and publishers."""
    return holds(user, WRITERS)


def can_moderate(user: Any, obj: Any = None) -> bool:
    """Publish, refuse and take down: publishers and administrators (C14, C15)."""
    return holds(user, PUBLISHERS)


def can_send_as_partner(user: Any, obj: Any = None) -> bool:
    """Send in as a partner: service providers, for whatever organisation (C14)."""
    return bool(user and user.is_authenticated and "service_provider" in user.roles_anywhere)


def is_own(user: Any, thing: Any) -> bool:
    """Whether a person with an account, of this portal, sent the thing in."""
    if thing is None or not can_send_as_partner(user) or not user.is_here:
        return False
    return thing.sender is not None and thing.sender.uuid == user.uuid
