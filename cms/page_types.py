"""The page of the tree that shows a subject: found by its type in the page map."""

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from cms.page_map import Entry, page_map

if TYPE_CHECKING:
    from cms.models import SitePage


def page_of_type(model: "type[SitePage]", language: str | None = None) -> Entry | None:
    """Return the published page of that type as readers of a language are led to it.

    Without a language it is the first there is; None without any.
    """
    key = ContentType.objects.get_for_model(model).pk
    pages = page_map()
    found = [entry for entry in pages.entries if entry.content_type_id == key]
    first = next(iter(found), None)
    if first is None or language is None:
        return first
    own = next((entry for entry in found if entry.language == language), None)
    return own or pages.seen(first, language)
