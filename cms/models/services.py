"""Sections, services, contact and campaign pages."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.blocks.pages import PageBlock
from cms.blocks.text import SIMPLE
from cms.models.base import SitePage
from cms.page_map import page_map


class SectionPage(SitePage):
    """A landing page: lists the pages below it."""

    page_description = "A page that gathers others: it lists the pages below it."

    body = StreamField(BodyBlock(), blank=True)

    template = "cms/pages/section.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "section"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below as cards."""
        context = super().get_context(request, *args, **kwargs)
        context["cards"] = [
            {"title": entry.title, "url": entry.url, "text": entry.summary}
            for entry in context["children"]
        ]
        return context


class ServicePage(SitePage):
    """What a service is, who it is for, how to get it, whom to ask (C2)."""

    page_description = "One of your services: what it is, who it is for and how to get it."

    what = RichTextField("what it is", features=SIMPLE, blank=True)
    who_for = RichTextField("who it is for", features=SIMPLE, blank=True)
    how_to_get_it = RichTextField(features=SIMPLE, blank=True)
    contact = RichTextField(features=SIMPLE, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    related = StreamField([("page", PageBlock())], blank=True)

    template = "cms/pages/service.html"
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        FieldPanel("what"),
        FieldPanel("who_for"),
        FieldPanel("how_to_get_it"),
        FieldPanel("contact"),
        FieldPanel("body"),
        FieldPanel("related"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields,
        index.SearchField("what"),
        index.SearchField("who_for"),
        index.SearchField("how_to_get_it"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "service page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the related services that are published."""
        context = super().get_context(request, *args, **kwargs)
        pages = page_map()
        chosen = (block["value"] for block in self.related.raw_data)
        context["related"] = [entry for pk in chosen if (entry := pages.linked(pk))]
        return context


class ContactPage(SitePage):
    """How to reach the service: the portal's own contact details and more."""

    page_description = "How to reach you, with a form. One in each language."
    is_single = True

    body = StreamField(BodyBlock(), blank=True)

    template = "cms/pages/contact.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "contact page"


class CampaignPage(SitePage):
    """A page for a campaign, with more room for its message."""

    page_description = "Something for a time, such as an anti-bullying week."

    body = StreamField(BodyBlock(), blank=True)

    template = "cms/pages/campaign.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "campaign page"
