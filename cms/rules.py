"""Who may do what with the site's own things. Pure: a person and an object in, yes or no out."""

from typing import Any

from accounts.roles import PORTAL_ADMINISTRATOR
from tenants.rules import anyone

__all__ = ["anyone", "can_edit_terms"]

EDITOR, PUBLISHER = "editor", "publisher"


def _holds(user: Any, *roles: str) -> bool:
    return bool(user and user.is_authenticated and any(user.has_role(role) for role in roles))


def can_edit_terms(user: Any, obj: Any = None) -> bool:
    """Keep the jargon buster: who edits or publishes pages of the whole portal (C6)."""
    return _holds(user, EDITOR, PUBLISHER, PORTAL_ADMINISTRATOR)
