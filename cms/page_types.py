"""The page of the tree that shows a subject: found by its type in the page map."""

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from cms.addresses import language_of
from cms.page_map import Entry, page_map

if TYPE_CHECKING:
    from cms.models import SitePage


def page_of_type(model: "type[SitePage]", language: str | None = None) -> Entry | None:
    """Return the published page of that type, that of a language first; None without one."""
    key = ContentType.objects.get_for_model(model).pk
    found = [entry for entry in page_map().entries if entry.content_type_id == key]
    return next((e for e in found if language_of(e.url) == language), next(iter(found), None))
