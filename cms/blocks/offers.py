"""What a page offers: a service as a card, questions and answers, a way to write to us."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import words
from cms.blocks.pages import PageBlock
from cms.blocks.text import SIMPLE
from cms.page_map import page_map

FORMS = {"contact_form": _("Write to us"), "complaint_form": _("Comment or complain")}
"""Name of a form's address → words of its button."""


class ServiceCardBlock(blocks.StructBlock):
    """A service page as a card, with its own title and summary."""

    page = PageBlock(page_type="cms.ServicePage")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the card; none for a page that is not published."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        entry = page_map().linked(value["page"].pk) if value.get("page") else None
        context["cards"] = (
            [{"title": entry.title, "url": entry.url, "text": entry.summary}] if entry else []
        )
        return context

    class Meta:
        icon = "pick"
        template = "cms/blocks/service_card.html"
        description = "A service of ours as a card"


class ShortQuestionBlock(blocks.StructBlock):
    """A question with a short answer."""

    question = words.CharBlock(max_length=200)
    answer = blocks.RichTextBlock(features=SIMPLE)


class QuestionsBlock(blocks.ListBlock):
    """A few questions and answers in the middle of a page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ShortQuestionBlock(), **kwargs)

    class Meta:
        icon = "help"
        template = "cms/blocks/questions.html"
        preview_value = [{"question": "Does it cost anything?", "answer": "<p>No.</p>"}]
        description = "A few questions and answers"


class FormBlock(blocks.StructBlock):
    """Leads to one of the portal's forms. The form has its own page: reading sets no cookie."""

    title = words.CharBlock(max_length=120, required=False)
    text = words.CharBlock(max_length=300, required=False)
    form = blocks.ChoiceBlock(choices=list(FORMS.items()), default="contact_form")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the form's address and the words of its button."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        form = value["form"] or next(iter(FORMS))  # a draft may not say which yet
        context["form_url"] = reverse(form)
        context["form_words"] = FORMS[form]
        return context

    class Meta:
        icon = "form"
        template = "cms/blocks/form.html"
        preview_value = {"title": "Ask us", "text": "", "form": "contact_form"}
        description = "A button to a form: write to us, comment or complain"
