"""Videos of others: nothing of theirs is loaded, and no cookie set, before the visitor agrees."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

from cms.blocks import words

FRAMES = {
    "YouTube": "https://www.youtube-nocookie.com/embed/",
    "Vimeo": "https://player.vimeo.com/video/",
}
"""Who shows the video, and where the frame's address begins."""
_ADDRESSES = {
    "YouTube": re.compile(
        r"https://(?:www\.youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/)|youtu\.be/)([\w-]{11})\b"
    ),
    "Vimeo": re.compile(r"https://(?:player\.)?vimeo\.com/(?:video/)?(\d{6,12})\b"),
}


def player_of(address: str) -> tuple[str, str]:
    """Return who shows a video and the address of its frame; two empty texts for any other."""
    for name, pattern in _ADDRESSES.items():
        found = pattern.match(address)
        if found:
            return name, f"{FRAMES[name]}{found[1]}"
    return "", ""


class VideoBlock(blocks.StructBlock):
    """A video on YouTube or Vimeo, with its words for those who cannot hear or load it."""

    title = words.CharBlock(max_length=160)
    address = blocks.URLBlock(help_text="The page of the video on YouTube or Vimeo.")
    length = words.CharBlock(max_length=40, required=False, help_text="3 minutes")
    transcript = blocks.RichTextBlock(
        features=["bold", "italic", "link", "ul"],
        help_text="What is said and shown, for people who cannot see, hear or load it.",
    )

    def clean(self, value: Any) -> Any:
        """Refuse addresses that lead to no video that we can show; a draft may have none yet."""
        cleaned = super().clean(value)
        address = cleaned["address"] or ""
        if self.is_deferred_validation and not address:
            return cleaned
        if not player_of(address)[0]:
            raise blocks.StructBlockValidationError(
                {"address": ValidationError(_("Give the address of a video on YouTube or Vimeo."))}
            )
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add who shows the video."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["player"] = player_of(value["address"] or "")[0]
        return context

    class Meta:
        icon = "media"
        template = "cms/blocks/video.html"
        preview_value = {
            "title": "A first meeting",
            "address": "https://vimeo.com/123456789",
            "transcript": "<p>Two people talk.</p>",
        }
        description = "A video; nothing is loaded before the visitor agrees"
