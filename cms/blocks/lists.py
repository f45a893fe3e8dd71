"""Lists that fill themselves: the next events, the latest news."""

from wagtail import blocks

from cms.blocks import words


class EventsListBlock(blocks.StructBlock):
    """The next events, of one part of the area where it is named."""

    heading = words.CharBlock(max_length=120, required=False)
    most = blocks.IntegerBlock(label="How many at most", min_value=1, max_value=12, default=3)
    locality = words.CharBlock(
        max_length=120,
        required=False,
        help_text="The part of the area as it stands in an address, such as south-west.",
    )

    class Meta:
        icon = "date"
        template = "cms/blocks/events_list.html"
        preview_value = {"heading": "Next events", "most": 3, "locality": ""}
        description = "The next events"


class NewsListBlock(blocks.StructBlock):
    """The latest news, of one part of the area where it is named."""

    heading = words.CharBlock(max_length=120, required=False)
    most = blocks.IntegerBlock(label="How many at most", min_value=1, max_value=12, default=3)
    locality = words.CharBlock(
        max_length=120,
        required=False,
        help_text="The part of the area as it stands in an address, such as south-west.",
    )

    class Meta:
        icon = "list-ul"
        template = "cms/blocks/news_list.html"
        preview_value = {"heading": "Latest news", "most": 3, "locality": ""}
        description = "The latest news"
