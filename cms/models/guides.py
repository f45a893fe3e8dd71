"""Pages made of parts: guides, step by step, questions and answers."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import PartBlock, QuestionBlock
from cms.models.base import SitePage


class GuidePage(SitePage):
    """A guide in parts, one shown at a time, with links to the next and the one before (C2)."""

    page_description = "A longer subject in several parts, one after the other."

    parts = StreamField([("part", PartBlock())])

    template = "cms/pages/guide.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("parts")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("parts")]

    class Meta:
        verbose_name = "guide"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the part asked for by `?part=`, the list of parts, and its neighbours.

        Raises `Http404` for a part that is not there.
        """
        context = super().get_context(request, *args, **kwargs)
        titles = [slugify(part.value["title"]) for part in self.parts]
        parts = [
            {"slug": slug, "url": f"?part={slug}", "number": number, **part.value}
            for number, (part, title) in enumerate(zip(self.parts, titles, strict=True), start=1)
            for slug in [title if titles.index(title) == number - 1 else f"{title}-{number}"]
        ]
        wanted = request.GET.get("part")
        shown = next((p for p in parts if p["slug"] == wanted), None) if wanted else parts[0]
        if shown is None:
            raise Http404
        at = int(shown["number"]) - 1
        context |= {
            "parts": parts,
            "shown": shown,
            "previous_part": parts[at - 1] if at else None,
            "next_part": parts[at + 1] if at + 1 < len(parts) else None,
            "whole": "all" in request.GET,
        }
        return context


class StepByStepPage(SitePage):
    """A task as numbered steps, each with its own text (C2)."""

    page_description = "What to do in order, one step after the other."

    steps = StreamField([("step", PartBlock())])

    template = "cms/pages/step_by_step.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("steps")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("steps")]

    class Meta:
        verbose_name = "step by step"


class FaqPage(SitePage):
    """Questions and answers."""

    page_description = "Questions with their answers."

    questions = StreamField([("question", QuestionBlock())])

    template = "cms/pages/faq.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("questions")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("questions")]

    class Meta:
        verbose_name = "questions and answers"
