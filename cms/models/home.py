"""The home page."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock, TaskBlock
from cms.models.base import SitePage
from cms.page_map import page_map
from tenants.current import current
from tenants.modules import enabled_modules


class HomePage(SitePage):
    """Where people arrive: what the service is, what most of them came for, search (C1)."""

    hero_title = models.CharField("headline", max_length=120)
    hero_text = models.TextField("introduction", blank=True, max_length=500)
    tasks = StreamField([("task", TaskBlock())], blank=True)
    body = StreamField(BodyBlock(), blank=True)

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    is_creatable = False  # the first is made with the portal, others are its translations
    template = "cms/pages/home.html"
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        FieldPanel("hero_title"),
        FieldPanel("hero_text"),
        FieldPanel("tasks"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields,
        index.SearchField("hero_text"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "home page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the tasks whose pages are published, and the panels of the portal's modules."""
        context = super().get_context(request, *args, **kwargs)
        pages = page_map()
        tasks = [block["value"] for block in self.tasks.raw_data]
        context["tasks"] = [
            {"title": task["title"], "text": task["text"], "url": entry.url}
            for task in tasks
            if (entry := pages.linked(task["page"]))
        ]
        context["search_is_off"] = True
        panels = [panel for module in enabled_modules(current()) for panel in module.home_panels]
        context["panels"] = [
            {"title": panel.title, "template": panel.template, **panel.context()}
            for panel in sorted(panels, key=lambda panel: panel.order)
        ]
        return context
