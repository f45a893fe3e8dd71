"""Who may do what with news. Pure: a person and a piece of news in, yes or no out."""

from typing import Any

from cms.moderation.rules import can_moderate, can_write
from tenants.rules import anyone

__all__ = ["anyone", "can_edit_news", "can_publish_news", "can_send_news", "can_write_news"]


def can_send_news(user: Any, obj: Any = None) -> bool:
    """Send news in: anybody; nothing shows before it is passed (C15, PPP App. C)."""
    return anyone(user, obj)


def can_write_news(user: Any, obj: Any = None) -> bool:
    """Write news and see all of it: the portal's authors, editors and publishers."""
    return can_write(user)


def can_edit_news(user: Any, obj: Any) -> bool:
    """Change a piece of news (`obj`): publishers always; its writers until it is published."""
    return can_moderate(user) or (can_write(user) and not obj.is_shown)


def can_publish_news(user: Any, obj: Any = None) -> bool:
    """Publish news, refuse it or take it down: publishers and administrators (C15)."""
    return can_moderate(user)
