"""Lists that fill themselves: the next events, the latest news."""

from typing import Any

from wagtail import blocks

from accounts.models import Locality
from cms.blocks import words


def localities() -> list[tuple[str, str]]:
    """Return the localities of the portal in hand; asked for at each use, never at import."""
    return [(place.slug, place.name) for place in Locality.objects.all()]


class LocalityBlock(blocks.ChoiceBlock):
    """One of the portal's localities, or the whole area."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "choices": localities,
                "required": False,
                "help_text": "Leave empty for the whole area.",
                **kwargs,
            }
        )

    def get_default(self) -> Any:
        """Return an empty text, never None."""
        return super().get_default() or ""

    def to_python(self, value: Any) -> Any:
        """Return an empty text, never None."""
        return super().to_python(value or "")

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Stand in migrations as the block that it is in the database."""
        return (
            "wagtail.blocks.CharBlock",
            [],
            {
                "max_length": 120,
                "required": False,
                "help_text": "The part of the area as it stands in an address, such as south-west.",
            },
        )


class EventsListBlock(blocks.StructBlock):
    """The next events, of one part of the area where it is named."""

    heading = words.CharBlock(max_length=120, required=False)
    most = blocks.IntegerBlock(label="How many at most", min_value=1, max_value=12, default=3)
    locality = LocalityBlock()

    class Meta:
        icon = "date"
        template = "cms/blocks/events_list.html"
        preview_value = {"heading": "Next events", "most": 3, "locality": ""}
        description = "The next events"


class NewsListBlock(blocks.StructBlock):
    """The latest news, of one part of the area where it is named."""

    heading = words.CharBlock(max_length=120, required=False)
    most = blocks.IntegerBlock(label="How many at most", min_value=1, max_value=12, default=3)
    locality = LocalityBlock()

    class Meta:
        icon = "list-ul"
        template = "cms/blocks/news_list.html"
        preview_value = {"heading": "Latest news", "most": 3, "locality": ""}
        description = "The latest news"
