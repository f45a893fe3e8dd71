"""What the editing area shows of a page's words."""

from typing import Any

from django import template
from wagtail.models import Page

from cms.editing.page_words import words_of
from cms.editing.words import LONG, OLDEST, YOUNGEST
from cms.models import SitePage

register = template.Library()


@register.inclusion_tag("cms/editing/words.html")
def page_words(page: Any) -> dict[str, Any]:
    """Show how the draft of a page reads; nothing for what is no page yet."""
    is_page = isinstance(page, SitePage) and isinstance(page, Page) and page.pk
    found = words_of(page) if is_page else None
    return {"found": found, "youngest": YOUNGEST, "oldest": OLDEST, "long": LONG}
