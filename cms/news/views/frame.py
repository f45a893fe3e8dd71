"""What the pages of this app have in common."""

from typing import Any, ClassVar

from django.views.generic import TemplateView

from cms.news.models import NewsPage
from cms.page_map import page_map
from cms.page_types import page_of_type
from tenants.access import RuleMixin
from tenants.languages import addressed_in


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    """Return the way to a page below the list of news."""
    above = page_of_type(NewsPage, addressed_in())
    if above is None:
        return list(more)
    pages, language = page_map(), addressed_in()
    way = [pages.seen(each, language) for each in [*pages.ancestors(above.pk), above]]
    return [{"title": each.title, "url": each.url} for each in way] + list(more)


class NewsFrame(RuleMixin, TemplateView):
    """A page below the list of news, with its title and breadcrumbs."""

    title: ClassVar[Any] = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the heading and the way here."""
        frame = {"title": self.title, "breadcrumbs": crumbs()}
        return super().get_context_data(**(frame | kwargs))
