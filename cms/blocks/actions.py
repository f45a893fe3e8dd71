"""Things to do next: links, calls to action, cards, numbered steps."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks import StructValue

from cms.addresses import address_of
from cms.blocks import words
from cms.blocks.pages import PageBlock
from cms.page_map import page_map


class LinkValue(StructValue):
    """A link to a page of the portal, or elsewhere."""

    def url(self) -> str:
        """Return the address, empty when the page is gone or belongs to a module that is off.

        The page map does not hold pages that are restricted to some people; they are linked to.
        """
        page = self.get("page")
        if not page:
            return str(self.get("address") or "")
        entry = page_map().linked(page.pk)
        if entry:
            return entry.url
        restricted = page.live and page.get_view_restrictions().exists()
        return address_of(page.url_path, page.locale.language_code) if restricted else ""


class LinkBlock(blocks.StructBlock):
    """A link with its words: a page of the portal or an address."""

    label = words.CharBlock(max_length=80)
    text = words.CharBlock(max_length=200, required=False)
    page = PageBlock(required=False)
    address = words.CharBlock(max_length=300, required=False, help_text="/path/ or https://…")

    def clean(self, value: Any) -> Any:
        """Ask for one of page and address, and refuse addresses that are not web links.

        A draft may still lack both.
        """
        cleaned = super().clean(value)
        page, address = cleaned.get("page"), cleaned.get("address") or ""
        if page and address:
            raise blocks.StructBlockValidationError(
                {"page": ValidationError("Choose a page or give an address, not both.")}
            )
        if not page and not address and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                {"page": ValidationError("Choose a page, or give an address below.")}
            )
        if address and not address.startswith(("/", "https://", "http://", "mailto:", "tel:")):
            raise blocks.StructBlockValidationError(
                {"address": ValidationError("Start the address with / or https://.")}
            )
        return cleaned

    class Meta:
        icon = "link"
        value_class = LinkValue


class ActionBlock(LinkBlock):
    """The one thing to do from here, as a button."""

    class Meta:
        icon = "arrow-right"
        template = "cms/blocks/action.html"
        preview_value = {"label": "Ask a question", "address": "/contact/"}
        description = "A button: the one thing to do from here"


class CardsBlock(blocks.ListBlock):
    """A few links as cards."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LinkBlock(), **kwargs)

    class Meta:
        icon = "grip"
        template = "cms/blocks/cards.html"
        preview_value = [{"label": "Find a service", "address": "/find-a-service/", "text": ""}]
        description = "A few links as cards"


class StepBlock(blocks.StructBlock):
    """One step: a heading and what to do."""

    title = words.CharBlock(max_length=160)
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "ul"], required=False)


class StepsBlock(blocks.ListBlock):
    """Numbered steps."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(StepBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        template = "cms/blocks/steps.html"
        preview_value = [{"title": "Call us", "text": "<p>We listen first.</p>"}]
        description = "Numbered steps"
