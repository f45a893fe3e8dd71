"""The page in the tree on which people find a service (C8)."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.directory.finder.listing import listing
from cms.models.base import SitePage


class FinderPage(SitePage):
    """Find a service: the form, the results, and the body below them."""

    page_description = "The search of the directory of services. One in each language."
    is_single = True

    body = StreamField(BodyBlock(), blank=True)

    template = "directory/finder_page.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "find a service"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the services that fit what the address asks."""
        context = super().get_context(request, *args, **kwargs)
        context["below"] = [
            {"title": entry.title, "url": entry.url, "text": entry.summary}
            for entry in context["children"]
        ]
        return context | listing(request)
