"""The portal's published pages at a glance: addresses, titles, order, parents.

One query serves navigation, breadcrumbs, links in text and routing. It is kept in the process under
the portal and its content version, so that publishing makes it stale exactly.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from django.apps import apps

from cms.addresses import address_of, home_of, language_of
from cms.content_memory import ContentMemory
from tenants.current import NoPortal, current
from tenants.languages import addressed_in, in_language, offered
from tenants.modules import switched_off_modules

HOME_DEPTH = 2
STEP = 4
"""Characters a level of a page's tree path has."""
HOME_LENGTH = HOME_DEPTH * STEP


@dataclass(frozen=True, slots=True)
class Entry:
    """A published page, as little of it as navigation needs."""

    pk: int
    title: str
    summary: str
    url: str
    language: str
    key: UUID
    """The same for a page and its translations."""
    path: str
    content_type_id: int
    in_menus: bool
    in_footer: bool


class PageMap:
    """The pages of one portal in tree order."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.by_pk = {entry.pk: entry for entry in entries}
        self.by_url = {entry.url: entry for entry in _last_wins(entries)}
        self.by_path = {entry.path: entry for entry in entries}
        self.by_translation = {(entry.key, entry.language): entry for entry in entries}

    def ancestors(self, pk: int) -> list[Entry]:
        """Return the pages above one, home first; empty for home and for unknown pages."""
        entry = self.by_pk.get(pk)
        if entry is None:
            return []
        ends = range(HOME_LENGTH, len(entry.path), STEP)
        return [self.by_path[entry.path[:end]] for end in ends if entry.path[:end] in self.by_path]

    def children(self, pk: int) -> list[Entry]:
        """Return the pages one level below, in the editors' order."""
        above = self.by_pk.get(pk)
        if above is None:
            return []
        depth = len(above.path) + STEP
        return [e for e in self.entries if len(e.path) == depth and e.path.startswith(above.path)]

    def section_of(self, url: str) -> str:
        """Return the address of the page below home that holds `url`."""
        home = home_of(url)
        first = url.removeprefix(home).partition("/")[0]
        return f"{home}{first}/" if first else home

    def in_menus(self, language: str) -> Iterator[Entry]:
        """Yield the pages of the main navigation in a language."""
        tree = self._tree_for(language)
        return (self.seen(e, language) for e in tree if e.in_menus and len(e.path) > HOME_LENGTH)

    def in_footer(self, language: str) -> Iterator[Entry]:
        """Yield the pages of the footer in a language."""
        return (self.seen(e, language) for e in self._tree_for(language) if e.in_footer)

    def _tree_for(self, language: str) -> list[Entry]:
        """Return the pages of a language; where it has no home page, those of another that has."""
        homes = [e.language for e in self.entries if len(e.path) == HOME_LENGTH]
        tree = language if language in homes else next(iter(homes), "")
        return [entry for entry in self.entries if entry.language == tree]

    def seen(self, entry: Entry, language: str) -> Entry:
        """Return a page as readers of a language are led to it.

        That is its translation, or the page itself at the address that its translation would have.
        """
        if entry.language == language:
            return entry
        sister = self.by_translation.get((entry.key, language))
        return sister or replace(entry, url=in_language(entry.url, language))

    def linked(self, pk: int) -> Entry | None:
        """Return where a link to a page leads in the language of the page in hand."""
        entry = self.by_pk.get(pk)
        return self.seen(entry, addressed_in()) if entry else None

    def standing_in(self, url: str) -> Entry | None:
        """Return the page of another language for an address that has none of its own."""
        for language in offered():
            entry = self.by_url.get(in_language(url, language))
            if entry:
                return entry
        return None


def _read() -> PageMap:
    pages = apps.get_model("cms", "SitePage").objects.live().public().in_own_words()
    pages = pages.filter(locale__language_code__in=offered()).order_by("path")
    with suppress(NoPortal):
        pages = pages.exclude(module__in=switched_off_modules(current()))
    rows = pages.values_list(
        "pk",
        "title",
        "search_description",
        "url_path",
        "locale__language_code",
        "translation_key",
        "path",
        "content_type_id",
        "show_in_menus",
        "show_in_footer",
    )
    return PageMap(
        [
            Entry(pk, title, summary, address_of(url_path, language), language, *rest)
            for pk, title, summary, url_path, language, *rest in rows
        ]
    )


def _last_wins(entries: list[Entry]) -> list[Entry]:
    """Return entries so that a page at its own address comes after one that only stands in for it.

    A portal that does not offer the language of its starter pages has both at one address.
    """
    return sorted(entries, key=lambda entry: entry.language == language_of(entry.url))


page_map: ContentMemory[PageMap] = ContentMemory(_read)
"""The map of the portal in hand."""
