"""Who may do what with the site's own things. Pure: a person and an object in, yes or no out."""

from collections.abc import Mapping
from typing import Any

from accounts.roles import PORTAL_ADMINISTRATOR, SECTION
from tenants.rules import anyone

__all__ = [
    "anyone",
    "can_answer_feedback",
    "can_approve",
    "can_check_links",
    "can_choose_approval",
    "can_edit_page",
    "can_edit_terms",
    "can_forget_page",
    "can_look_after_pages",
    "can_restore_page",
    "can_see_form_counts",
    "can_see_search_misses",
    "can_set_alerts",
    "can_set_up",
    "can_share_draft",
    "can_translate_below",
]

AUTHOR, EDITOR, PUBLISHER = "author", "editor", "publisher"
WRITERS = (AUTHOR, EDITOR, PUBLISHER)
STEP_ROLES: Mapping[str, tuple[str, ...]] = {
    EDITOR: (EDITOR, PUBLISHER),
    PUBLISHER: (PUBLISHER,),
}
"""Step of approval → whose people pass pages on there, besides the portal's administrators."""


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
    """Put a page into the language of the page `obj`, as one below it: who may add pages there.

    Below the root stand the home pages: of those, whoever edits pages of the whole portal.
    """
    if not obj:
        return False
    if obj.is_root():
        return _holds(user, EDITOR, PUBLISHER, PORTAL_ADMINISTRATOR)
    return bool(obj.permissions_for_user(user).can_add_subpage())


def _holds_for(user: Any, page: Any, *roles: str) -> bool:
    """Whether somebody holds a role for a page (or the page with a key), or runs the portal."""
    if _holds(user, PORTAL_ADMINISTRATOR):
        return True
    return bool(
        user
        and user.is_authenticated
        and any(user.has_role_for(role, SECTION, page) for role in roles)
    )


def can_choose_approval(user: Any, obj: Any = None) -> bool:
    """Choose how many steps a page takes to be published: the portal's administrators (C5)."""
    return _holds(user, PORTAL_ADMINISTRATOR)


def can_approve(user: Any, obj: Any) -> bool:
    """Pass a page on at a step of its approval: who holds the step's role for it (C5).

    `obj` is a step and a page; None for the page asks about every page of the portal.
    """
    step, page = obj
    roles = STEP_ROLES.get(step, ())
    return _holds(user, *roles, PORTAL_ADMINISTRATOR) or (
        page is not None and _holds_for(user, page, *roles)
    )


def can_edit_page(user: Any, obj: Any) -> bool:
    """Edit a page: its editors and publishers, and the author who began it (C5)."""
    if obj is None:
        return False
    if _holds_for(user, obj, EDITOR, PUBLISHER):
        return True
    return obj.owner_id == getattr(user, "pk", None) and _holds_for(user, obj, AUTHOR)


def can_share_draft(user: Any, obj: Any) -> bool:
    """Give people without an account a link to a page's draft: who edits the page (C5)."""
    return can_edit_page(user, obj)


def can_look_after_pages(user: Any, obj: Any = None) -> bool:
    """See what is due for review, leads nowhere or was deleted: whoever writes pages (C5)."""
    anywhere: frozenset[str] = getattr(user, "roles_anywhere", frozenset())
    return bool(user and user.is_authenticated and anywhere & {*WRITERS, PORTAL_ADMINISTRATOR})


def can_check_links(user: Any, obj: Any = None) -> bool:
    """Have all links looked through now: who edits or publishes the whole portal (C5)."""
    return _holds(user, EDITOR, PUBLISHER, PORTAL_ADMINISTRATOR)


def can_restore_page(user: Any, obj: Any) -> bool:
    """Restore a deleted page: who could delete it where it stood (C5).

    Several pages at once: administrators. A page that was published: its publishers. A draft: its
    editors too, and the author who deleted it.
    """
    if obj.pages > 1:
        return _holds(user, PORTAL_ADMINISTRATOR)
    place = str(obj.parent_key)
    if _holds_for(user, place, PUBLISHER):
        return True
    if obj.was_live:
        return False
    own = obj.deleted_by_id is not None and obj.deleted_by_id == getattr(user, "pk", None)
    return _holds_for(user, place, EDITOR) or (own and _holds_for(user, place, AUTHOR))


def can_forget_page(user: Any, obj: Any = None) -> bool:
    """Forget a deleted page for good before its time: the portal's administrators (C5)."""
    return _holds(user, PORTAL_ADMINISTRATOR)
