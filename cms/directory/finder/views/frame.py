"""What the pages of the finder have in common."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import get_script_prefix
from django.views.generic import TemplateView

from cms.directory.models import FinderPage, Service
from cms.page_types import page_of_type, way_to
from tenants.access import RuleMixin
from tenants.languages import addressed_in
from tenants.rules import anyone


def finder_url() -> str:
    """Return the address of the page that finds services; the first page's where there is none."""
    page = page_of_type(FinderPage, addressed_in())
    return page.url if page else get_script_prefix()


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    """Return the way to a page below the finder."""
    return [*way_to(FinderPage), *more]


def shown_service(key: Any) -> Service:
    """Return a service that everybody sees; 404 for what does not show."""
    services: Any = Service.objects
    found: Service = get_object_or_404(services.shown(), pk=key)
    return found


class FinderFrame(RuleMixin, TemplateView):
    """A page below the finder, with its title and breadcrumbs."""

    rule = anyone
    title: ClassVar[Any] = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the heading and the way here."""
        frame = {"title": self.title, "breadcrumbs": crumbs(), "finder_url": finder_url()}
        return super().get_context_data(**(frame | kwargs))
