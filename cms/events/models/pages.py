"""The page in the tree that lists what is on."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.events.listing import Choice, listing
from cms.models.base import SitePage


class EventsPage(SitePage):
    """What is on: introduction, filters and the list; the body follows it (C14)."""

    page_description = "What is on: the list of events with its filters. One in each language."
    is_single = True

    body = StreamField(BodyBlock(), blank=True)

    template = "events/events_page.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "events page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the dates to come that fit the filters in the address."""
        context = super().get_context(request, *args, **kwargs)
        return context | listing(Choice.read(request.GET), here=request.path, request=request)
