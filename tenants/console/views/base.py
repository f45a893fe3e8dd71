"""What every screen of the console shares: who may see it, and what stands around it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin

from tenants.access import RuleMixin
from tenants.console.frame import Link
from tenants.models import Portal
from tenants.rules import can_operate


class ConsoleMixin(RuleMixin, ContextMixin):
    """A screen for operators alone."""

    rule = can_operate
    request: HttpRequest
    title = ""

    def get_title(self) -> str:
        """Return what the screen is called: its heading and, but for the first, its last crumb."""
        return self.title

    def crumbs(self) -> list[Link]:
        """Return the way to this screen, from below the list of portals."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add title and breadcrumbs."""
        title = self.get_title()
        context = {
            "title": title,
            "breadcrumbs": self._way(title),
        }
        return super().get_context_data(**(context | kwargs))

    def _way(self, title: str) -> list[Link]:
        first = {"title": "Portals", "url": reverse("console:list")}
        if self.request.path == first["url"]:
            return []
        return [first, *self.crumbs(), {"title": title}]


class OnePortalMixin(ConsoleMixin):
    """A screen about the portal that the address names; 404 where there is none."""

    kwargs: dict[str, Any]

    @cached_property
    def portal(self) -> Portal:
        """The portal in the address."""
        return get_object_or_404(Portal, slug=self.kwargs["slug"])

    @property
    def portal_url(self) -> str:
        """Address of the portal's own screen in the console."""
        return reverse("console:detail", args=[self.portal.slug])

    def crumbs(self) -> list[Link]:
        """Return the way through the portal's own screen."""
        return [{"title": self.portal.name, "url": self.portal_url}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the portal."""
        return super().get_context_data(**({"subject": self.portal} | kwargs))
