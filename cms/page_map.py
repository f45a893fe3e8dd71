"""The portal's published pages at a glance: addresses, titles, order, parents.

One query serves navigation, breadcrumbs, links in text and routing. It is kept in the process under
the portal and its content version, so that publishing makes it stale exactly.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from django.apps import apps

from cms.addresses import address_of, home_of, language_of
from cms.content_memory import forget_content
from tenants.connection import connection
from tenants.current import NoPortal, current
from tenants.modules import switched_off_modules

KEPT = 250
"""Portals whose map a process keeps."""
HOME_DEPTH = 2
STEP = 4
"""Characters a level of a page's tree path has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A published page, as little of it as navigation needs."""

    pk: int
    title: str
    summary: str
    url: str
    path: str
    content_type_id: int
    in_menus: bool
    in_footer: bool


class PageMap:
    """The pages of one portal in tree order."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.by_pk = {entry.pk: entry for entry in entries}
        self.by_url = {entry.url: entry for entry in entries}
        self.by_path = {entry.path: entry for entry in entries}

    def ancestors(self, pk: int) -> list[Entry]:
        """Return the pages above one, home first; empty for home and for unknown pages."""
        entry = self.by_pk.get(pk)
        if entry is None:
            return []
        ends = range(HOME_DEPTH * STEP, len(entry.path), STEP)
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

    def in_menus(self, home: str) -> Iterator[Entry]:
        """Yield the pages of the main navigation below a home page."""
        return (e for e in self.entries if e.in_menus and e.url != home == home_of(e.url))

    def in_footer(self, home: str) -> Iterator[Entry]:
        """Yield the pages of the footer below a home page."""
        return (e for e in self.entries if e.in_footer and home == home_of(e.url))

    def translations(self, url: str) -> list[tuple[str, str]]:
        """Return language and address of each version of a page, itself included.

        Pages are each other's translation when their addresses differ by the language alone. A
        page without a translation leads to the other language's home page.
        """
        plain = url.removeprefix(home_of(url))
        found = []
        for home in (e.url for e in self.entries if len(e.path) == HOME_DEPTH * STEP):
            same = home + plain
            found.append((language_of(home), same if same in self.by_url else home))
        return found


_kept: OrderedDict[tuple[str, int], PageMap] = OrderedDict()
_lock = Lock()


def page_map() -> PageMap:
    """Return the map of the portal in hand."""
    try:
        version = current().content_version
    except NoPortal:
        return _read()
    key = (connection.schema_name, version)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    made = _read()
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def forget_page_maps() -> None:
    """Forget every map in this process, and whatever else is remembered of content."""
    with _lock:
        _kept.clear()
    forget_content()


def _read() -> PageMap:
    pages = apps.get_model("cms", "SitePage").objects.live().public().order_by("path")
    with suppress(NoPortal):
        pages = pages.exclude(module__in=switched_off_modules(current()))
    rows = pages.values_list(
        "pk",
        "title",
        "search_description",
        "url_path",
        "path",
        "content_type_id",
        "show_in_menus",
        "show_in_footer",
    )
    return PageMap(
        [
            Entry(pk, title, summary, address_of(url_path), *rest)
            for pk, title, summary, url_path, *rest in rows
        ]
    )


def versions_of(url: str) -> list[dict[str, str]]:
    """Return code and full address of a page in each language that it is there in.

    Empty where it is there in one alone: then there is nothing to say to search engines.
    """
    pages = page_map()
    found = [
        {"code": code, "full_url": current().url(address)}
        for code, address in pages.translations(url)
        if address.removeprefix(home_of(address)) == url.removeprefix(home_of(url))
    ]
    return found if len(found) > 1 else []
