"""Pictures and files."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks import words


class ImageBlock(blocks.StructBlock):
    """A picture; whether it needs words is decided each time."""

    image = ImageChooserBlock()
    decorative = blocks.BooleanBlock(
        required=False, help_text="It only decorates: people who cannot see it miss nothing."
    )
    alternative = words.CharBlock(
        max_length=250, required=False, help_text="What somebody who cannot see it should know."
    )
    caption = words.CharBlock(max_length=250, required=False)

    def clean(self, value: Any) -> Any:
        """Ask for words or for the decision that none are needed; a draft may lack both."""
        cleaned = super().clean(value)
        decorative, alternative = bool(cleaned["decorative"]), bool(cleaned["alternative"])
        if decorative and alternative:
            text = "Take the words away, or the tick: a picture that decorates needs no words."
            raise blocks.StructBlockValidationError({"alternative": ValidationError(text)})
        if not decorative and not alternative and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                {"alternative": ValidationError("Describe the picture, or say that it decorates.")}
            )
        return cleaned

    class Meta:
        icon = "image"
        template = "cms/blocks/image.html"
        description = "A picture with alternative text"


class DownloadBlock(blocks.StructBlock):
    """One file to download."""

    document = DocumentChooserBlock()
    title = words.CharBlock(max_length=160)
    note = words.CharBlock(max_length=160, required=False, help_text="Large print, Welsh, …")


class DownloadsBlock(blocks.ListBlock):
    """Files to download, each with its format and size."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(DownloadBlock(), **kwargs)

    class Meta:
        icon = "download"
        template = "cms/blocks/downloads.html"
        description = "Files to download"
