"""What the screen for translating calls a page's fields: as the page's own form does (C4).

The library names fields as the model does, and Wagtail's model calls the summary otherwise.
"""

from typing import Any

from wagtail_localize.views import edit_translation

library = edit_translation.get_segment_location_info


def location_in_our_words(
    source_instance: Any, tab_helper: Any, content_path: str, field_path: str, **about: Any
) -> dict[str, Any]:
    """Return where a text stands, with the heading and the help of its panel."""
    found: dict[str, Any] = library(source_instance, tab_helper, content_path, field_path, **about)
    panel = tab_helper.get_field_edit_handler(field_path)  # None for what is inside a field
    if panel is not None:
        found |= {"field": str(panel.heading), "fieldHelpText": str(panel.help_text)}
    return found


def use_our_words() -> None:
    """Name the fields so on the library's screen."""
    edit_translation.get_segment_location_info = location_in_our_words
