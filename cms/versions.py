"""One page, or one view, in each language of the portal in hand."""

from dataclasses import dataclass

from django.http import HttpRequest

from cms.page_map import PageMap, page_map
from tenants.current import current
from tenants.languages import in_language


@dataclass(frozen=True, slots=True)
class Version:
    """What a page is in one language."""

    language: str
    url: str
    written: bool
    """Whether it has a text of its own in this language."""


def versions_of(pages: PageMap, request: HttpRequest) -> list[Version]:
    """Return the versions of what a request asks for, in the portal's order of languages.

    Pages lead to their translations, which may have another address; both keep what was asked of
    them, so that somebody who filters a list sees the same list.
    """
    languages = current().languages
    query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    asked = f"?{query}" if query else ""
    entry = pages.by_url.get(request.path) or pages.standing_in(request.path)
    if entry:
        seen = [(language, pages.seen(entry, language)) for language in languages]
        return [Version(code, page.url + asked, page.language == code) for code, page in seen]
    return [Version(code, in_language(request.path, code) + asked, True) for code in languages]


def written_in(pk: int) -> list[dict[str, str]]:
    """Return code and full address of a page in each language that it is written in.

    Empty where it is there in one alone: then there is nothing to say to search engines.
    """
    pages, portal = page_map(), current()
    entry = pages.by_pk.get(pk)
    if entry is None:
        return []
    sisters = [pages.by_translation.get((entry.key, code)) for code in portal.languages]
    found = [{"code": page.language, "full_url": portal.url(page.url)} for page in sisters if page]
    return found if len(found) > 1 else []
