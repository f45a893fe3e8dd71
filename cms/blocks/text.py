"""Words: running text, insets, warnings, details, quotations."""

from wagtail import blocks

from cms.blocks import words

FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
SIMPLE = ["bold", "italic", "ol", "ul", "link"]


class TextBlock(blocks.RichTextBlock):
    """Running text with headings, lists and links."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    class Meta:
        icon = "doc-full"
        template = "cms/blocks/text.html"
        preview_value = "<p>We listen first, then explain what you can do.</p>"
        description = "Paragraphs, headings, lists and links"


class InsetBlock(blocks.RichTextBlock):
    """Something to notice, set apart from the text."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": SIMPLE, **kwargs})

    class Meta:
        icon = "indent"
        template = "cms/blocks/inset.html"
        preview_value = "<p>The service is free and confidential.</p>"
        description = "Something to notice"


class WarningBlock(blocks.RichTextBlock):
    """Something that matters for safety or the law: a sentence or two, with links."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": ["bold", "link"], **kwargs})

    class Meta:
        icon = "warning"
        template = "cms/blocks/warning.html"
        preview_value = "<p>If a child is in danger now, call 999.</p>"
        description = "Something that matters for safety or the law"


class DetailsBlock(blocks.StructBlock):
    """Text that stays hidden until it is opened."""

    title = words.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=SIMPLE)

    class Meta:
        icon = "collapse-down"
        template = "cms/blocks/details.html"
        preview_value = {"title": "What we mean by parent", "text": "<p>Everyone who cares.</p>"}
        description = "Hidden until opened"


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, and who said them."""

    text = words.TextBlock()
    attribution = words.CharBlock(max_length=120, required=False)

    class Meta:
        icon = "openquote"
        template = "cms/blocks/quotation.html"
        preview_value = {"text": "They listened.", "attribution": "A parent"}
        description = "Somebody's words"
