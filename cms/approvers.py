"""Who works on which pages, as people and as parts of the page tree (C5).

The rules themselves are `cms.rules.can_approve` and `cms.rules.can_edit_page`.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from accounts.models import RoleGrant, User
from accounts.roles import PORTAL_ADMINISTRATOR, SECTION
from cms.page_map import STEP
from cms.rules import AUTHOR, EDITOR, PUBLISHER


def section_paths(user: Any, roles: Iterable[str]) -> list[str]:
    """Return the tree paths of the sections for which somebody holds one of these roles."""
    if not user or not user.is_authenticated:
        return []
    scopes = (scope for role in roles for scope in user.scopes_of(role))
    keys = {int(key) for kind, key in scopes if kind == SECTION and key.isdecimal()}
    return list(Page.objects.filter(pk__in=keys).values_list("path", flat=True)) if keys else []


def edited_by(person: Any, pages: Collection[Page]) -> set[int]:
    """Return the keys of the pages that somebody edits: as `can_edit_page`, with few queries."""
    if any(person.has_role(role) for role in (EDITOR, PUBLISHER, PORTAL_ADMINISTRATOR)):
        return {page.pk for page in pages}
    theirs = tuple(section_paths(person, (EDITOR, PUBLISHER)))
    begun = ("",) if person.has_role(AUTHOR) else tuple(section_paths(person, (AUTHOR,)))
    return {
        page.pk
        for page in pages
        if page.path.startswith(theirs)
        or (page.owner_id == person.pk and page.path.startswith(begun))
    }


def people_for(page: Page, roles: Sequence[str]) -> list[User]:
    """Return who holds one of these roles for a page now; where nobody does, administrators."""
    above = [page.path[:end] for end in range(STEP, len(page.path) + 1, STEP)]
    keys = [str(key) for key in Page.objects.filter(path__in=above).values_list("pk", flat=True)]
    here = Q(scope_kind="") | Q(scope_kind=SECTION, scope_key__in=keys)
    return _holding(Q(role__in=roles) & here) or administrators()


def administrators() -> list[User]:
    """Return who runs the portal now."""
    return _holding(Q(role=PORTAL_ADMINISTRATOR, scope_kind=""))


def _holding(wanted: Q) -> list[User]:
    grants = RoleGrant.objects.active_on(timezone.now()).of_usable_people().filter(wanted)
    return list(User.objects.filter(pk__in=grants.values("user")).order_by("pk"))
