"""Every address of the project, read from its URL configurations."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PORTAL_URLS, PLATFORM_URLS = "config.urls", "config.urls_console"
OUR_PACKAGES = {"tenants", "accounts", "cms", "forum", "governance", "casework", "theme", "config"}
PREFIXES_OF_OTHERS = {
    "admin/": "Wagtail's editing area, behind its own permissions: test_editing_area",
    "documents/": "Wagtail's documents, behind the restrictions of their collections",
    "_util/": "Wagtail's password of a restricted page, and its sign-in",
    "^((?:": "Wagtail's own way to pages; ours stands before it",
}
"""Where views that are not ours may stand, and why they declare no rule."""
DEMONSTRATION_ONLY = {"theme.views"}
"""Modules of plain pages for developers, which show nothing of any portal."""


@dataclass(frozen=True)
class Address:
    """One URL pattern, with what it needs and what its view declares."""

    route: str
    name: str
    view: Callable[..., Any]
    parameters: frozenset[str] = field(default_factory=frozenset)

    @property
    def view_class(self) -> type[Any] | None:
        return getattr(self.view, "view_class", None)

    @property
    def module(self) -> str:
        return (self.view_class or self.view).__module__

    @property
    def is_ours(self) -> bool:
        return self.module.partition(".")[0] in OUR_PACKAGES

    @property
    def declares(self) -> bool:
        """Whether it must declare a rule."""
        return self.is_ours and self.module not in DEMONSTRATION_ONLY

    @property
    def rule(self) -> Callable[[Any, Any], bool] | None:
        return getattr(self.view_class or self.view, "rule", None)

    @property
    def module_slug(self) -> str:
        """The first part of the name: an add-on's slug where it is one's address."""
        return self.name.partition(":")[0] if ":" in self.name else ""

    def __str__(self) -> str:
        return self.name or self.route or "/"


def every_address(urlconf: str) -> list[Address]:
    """Return all addresses of a URL configuration."""
    return list(_below(get_resolver(urlconf)))


def _below(
    resolver: URLResolver, route: str = "", spaces: tuple[str, ...] = (), needs: Any = frozenset()
) -> Iterator[Address]:
    for found in resolver.url_patterns:
        more = needs | _parameters(found)
        if isinstance(found, URLResolver):
            inside = (*spaces, found.namespace) if found.namespace else spaces
            yield from _below(found, route + str(found.pattern), inside, more)
        else:
            name = ":".join((*spaces, found.name)) if found.name else ""
            yield Address(route + str(found.pattern), name, found.callback, more)


def _parameters(found: URLPattern | URLResolver) -> frozenset[str]:
    expression = found.pattern.regex
    unnamed = {str(n) for n in range(expression.groups - len(expression.groupindex))}
    return frozenset(expression.groupindex) | unnamed
