"""Sections as what a role can be limited to: a page and all below it (A2)."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from accounts.roles import ROLES, SECTION
from accounts.scopes import ScopeKind, register_scope_kind
from cms.groups import fill_section_group
from cms.page_map import HOME_DEPTH, STEP

SECTION_ROLES = tuple(slug for slug, role in ROLES.items() if SECTION in role.scopes)
OFFERED_DEPTH = 3
"""Pages down to this level are offered in lists; deeper ones where there are pages below them."""
BETWEEN = " › "


def register_sections() -> None:
    """Add sections to the registry."""
    kind = ScopeKind(
        slug=SECTION,
        title="Section",
        choices=_choices,
        labels=_labels,
        covers=_covers,
        fill_group=fill_section_group,
    )
    register_scope_kind(kind)


def section_of(page: Page) -> tuple[str, str]:
    """Return the scope that a page and all below it make."""
    return (SECTION, str(page.pk))


def _choices() -> list[tuple[str, str]]:
    shown = Q(depth__lte=OFFERED_DEPTH) | Q(numchild__gt=0)
    pages = Page.objects.filter(shown, depth__gte=HOME_DEPTH).order_by("path")
    rows = list(pages.values_list("pk", "path", "title"))
    titles = {path: title for _pk, path, title in rows}
    return [(str(pk), _trail(path, titles)) for pk, path, _title in rows]


def _labels(keys: Collection[str]) -> dict[str, str]:
    known = [int(key) for key in keys if key.isdecimal()]
    wanted = Page.objects.filter(pk__in=known, path__startswith=OuterRef("path"))
    pages: Iterable[tuple[int, str, str]] = Page.objects.filter(
        Exists(wanted), depth__gte=HOME_DEPTH
    ).values_list("pk", "path", "title")
    rows = list(pages)
    titles = {path: title for _pk, path, title in rows}
    return {str(pk): _trail(path, titles) for pk, path, _title in rows if pk in known}


def _trail(path: str, titles: dict[str, str]) -> str:
    """Return the titles down to a page; its home page only where it stands alone."""
    ends = range(HOME_DEPTH * STEP, len(path) + 1, STEP)
    names = [titles.get(path[:end], "…") for end in ends]
    return BETWEEN.join(names[1:] or names)


def _covers(key: str, thing: Any) -> bool:
    """Whether a page is the section's, or below it; `thing` is a page or a page's key."""
    if isinstance(thing, str):
        page = Page.objects.filter(pk=thing).first() if thing.isdecimal() else None
    else:
        page = thing
    if not isinstance(page, Page) or not key.isdecimal():
        return False
    above = [page.path[:end] for end in range(STEP, len(page.path) + 1, STEP)]
    return Page.objects.filter(pk=int(key), path__in=above).exists()
