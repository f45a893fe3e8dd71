"""Which published pages lack a text in one of the portal's languages: a list for editors (C4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.views.generic import TemplateView

from accounts.rules import can_edit_site
from cms.page_map import Entry, PageMap, page_map
from tenants.access import RuleMixin
from tenants.current import current_portal


@dataclass(frozen=True, slots=True)
class Missing:
    """A page, and the language that it is not in."""

    entry: Entry
    language: str
    """Its name in that language."""
    code: str
    url: str
    """Where readers of that language see the page, with a notice."""


def missing_translations(pages: PageMap, languages: list[str]) -> Iterator[Missing]:
    """Yield what is missing in the order of the page tree.

    A page of a language that the portal does not offer only stands in, and needs no sisters but
    those in the portal's languages.
    """
    names = dict(settings.LANGUAGES)
    for entry in pages.entries:
        for language in languages:
            seen = pages.seen(entry, language)
            if seen.language != language:
                yield Missing(entry, names[language], language, seen.url)


class MissingTranslationsView(RuleMixin, TemplateView):
    """The list in the editing area's reports; it asks the database nothing of its own."""

    rule = can_edit_site
    template_name = "cms/admin/missing_translations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is missing, and how many pages there are."""
        portal, pages = current_portal(), page_map()
        missing = list(missing_translations(pages, portal.languages))
        return super().get_context_data(
            missing=missing,
            languages=[name for code, name in settings.LANGUAGES if code in portal.languages],
            number=len(pages.entries),
            **kwargs,
        )
