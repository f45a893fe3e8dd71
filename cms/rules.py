"""Who may do what with the site's own things. Pure: a person and an object in, yes or no out."""

from typing import Any

from accounts.roles import PORTAL_ADMINISTRATOR
from tenants.rules import anyone

__all__ = [
    "anyone",
    "can_answer_feedback",
    "can_edit_terms",
    "can_see_form_counts",
    "can_see_search_misses",
    "can_set_alerts",
    "can_set_up",
    "can_translate_below",
]

EDITOR, PUBLISHER = "editor", "publisher"


def _holds(user: Any, *roles: str) -> bool:
    return bool(user and user.is_authenticated and any(user.has_role(role) for role in roles))


def can_edit_terms(user: Any, obj: Any = None) -> bool:
    """Keep the jargon buster: who edits or publishes pages of the whole portal (C6)."""
    return _holds(user, EDITOR, PUBLISHER, PORTAL_ADMINISTRATOR)


def can_set_alerts(user: Any, obj: Any = None) -> bool:
    """Put up alerts and end them: who publishes pages of the whole portal (C6)."""
    return _holds(user, PUBLISHER, PORTAL_ADMINISTRATOR)


def can_answer_feedback(user: Any, obj: Any = None) -> bool:
    """Read what visitors say about pages and deal with it: who edits the whole portal (C6)."""
    return _holds(user, EDITOR, PUBLISHER, PORTAL_ADMINISTRATOR)


def can_see_search_misses(user: Any, obj: Any = None) -> bool:
    """See which words found nothing: who edits the whole portal (C6, C12)."""
    return _holds(user, EDITOR, PUBLISHER, PORTAL_ADMINISTRATOR)


def can_set_up(user: Any, obj: Any = None) -> bool:
    """Work through the set-up checklist of a new portal: its administrators (P6)."""
    return _holds(user, PORTAL_ADMINISTRATOR)


def can_see_form_counts(user: Any, obj: Any = None) -> bool:
    """See how often the public's forms were sent: a portal's administrators and publishers."""
    return _holds(user, PUBLISHER, PORTAL_ADMINISTRATOR)


def can_translate_below(user: Any, obj: Any = None) -> bool:
    """Put a page into the language of the page `obj`, as one below it: who may add pages there."""
    return bool(obj) and bool(obj.permissions_for_user(user).can_add_subpage())
