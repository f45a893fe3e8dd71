"""Translations kept side by side in which a text is still in the language of the source (C4).

A page is shown as one of a language only when all its texts are in that language. Until then it is
a draft, and readers see the page in the other language, with a notice.
"""

from collections.abc import Iterable

from wagtail.models import Page
from wagtail_localize.models import Translation


def texts_missing(translation: Translation) -> int:
    """Return how many texts of a translation are still in the language of its source."""
    needed, done = translation.get_progress()
    return int(needed) - int(done)


def translations_into(pages: Iterable[Page]) -> list[Translation]:
    """Return the translations kept side by side whose outcome is one of these pages."""
    targets = {(page.translation_key, page.locale_id) for page in pages}
    found = Translation.objects.filter(
        enabled=True, source__object_id__in={key for key, _language in targets}
    ).select_related("source", "target_locale")
    return [one for one in found if (one.source.object_id, one.target_locale_id) in targets]


def unfinished_below(pages: Iterable[Page], *, drafts_below: bool = False) -> list[Translation]:
    """Return the translations among pages that have texts missing.

    With `drafts_below`, among the drafts below these pages as well.
    """
    wanted = list(pages)
    if drafts_below:
        wanted += [draft for page in list(wanted) for draft in page.get_descendants().not_live()]
    return [one for one in translations_into(wanted) if texts_missing(one)]
