"""The page in the tree that lists the news."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.models.base import SitePage
from cms.news.listing import listing


class NewsPage(SitePage):
    """What is new, latest first, by year; the body follows the list (C15)."""

    page_description = "The list of all news. One in each language."
    is_single = True

    body = StreamField(BodyBlock(), blank=True)

    template = "news/news_page.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "news page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the news of the year in the address, a page of it."""
        context = super().get_context(request, *args, **kwargs)
        return context | listing(request.GET, here=request.path, request=request)
