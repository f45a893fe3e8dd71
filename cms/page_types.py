"""The page of the tree that shows a subject: found by its type in the page map."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import get_page_models

from cms.page_map import Entry, page_map
from tenants.languages import addressed_in

if TYPE_CHECKING:
    from cms.models import SitePage


def page_of_type(model: "type[SitePage]", language: str | None = None) -> Entry | None:
    """Return the published page of that type as readers of a language are led to it.

    Without a language it is the first there is; None without any.
    """
    key = _content_types()[model].pk
    pages = page_map()
    found = [entry for entry in pages.entries if entry.content_type_id == key]
    first = next(iter(found), None)
    if first is None or language is None:
        return first
    own = next((entry for entry in found if entry.language == language), None)
    return own or pages.seen(first, language)


def way_to(model: "type[SitePage]") -> list[dict[str, str]]:
    """Return the breadcrumbs down to the page of that type, itself included; none without it.

    They are in the language of the page in hand.
    """
    pages, language = page_map(), addressed_in()
    page = page_of_type(model, language)
    if page is None:
        return []
    way = [pages.seen(each, language) for each in [*pages.ancestors(page.pk), page]]
    return [{"title": each.title, "url": each.url} for each in way]


def model_of(entry: Entry) -> "type[SitePage] | None":
    """Return the type of a published page; None when its code is gone."""
    return next(
        (m for m, kind in _content_types().items() if kind.pk == entry.content_type_id), None
    )


def _content_types() -> dict[Any, ContentType]:
    """Return the content type of every page type: all asked for at once, then remembered."""
    return ContentType.objects.get_for_models(*get_page_models())
