"""What the pages of this app have in common."""

from typing import Any, ClassVar

from django.views.generic import TemplateView

from cms.news.models import NewsPage
from cms.page_types import way_to
from tenants.access import RuleMixin


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    """Return the way to a page below the list of news."""
    return [*way_to(NewsPage), *more]


class NewsFrame(RuleMixin, TemplateView):
    """A page below the list of news, with its title and breadcrumbs."""

    title: ClassVar[Any] = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the heading and the way here."""
        frame = {"title": self.title, "breadcrumbs": crumbs()}
        return super().get_context_data(**(frame | kwargs))
