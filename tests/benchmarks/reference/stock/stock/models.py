"""Two page types with Casement's fields and blocks, served as Wagtail serves pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BodyBlock, TaskBlock


class StandardPage(Page):
    """Any page below home; only its place and its title count here."""

    show_in_footer = models.BooleanField(default=False)
    template = "cms/base.html"


class HomePage(Page):
    """The page that is measured."""

    hero_title = models.CharField(max_length=120)
    hero_text = models.TextField(blank=True)
    tasks = StreamField([("task", TaskBlock())], blank=True)
    body = StreamField(BodyBlock(), blank=True)
    template = "cms/pages/home.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the tasks, whose pages Wagtail fetches in one query."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["tasks"] = [
            {
                "title": task.value["title"],
                "text": task.value["text"],
                "url": task.value["page"].get_url(request),
            }
            for task in self.tasks
            if task.value["page"]
        ]
        context["page_description"] = self.search_description
        context["search_is_off"] = True
        return context
