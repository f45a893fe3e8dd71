"""Search over everything public in the portal in hand."""

from dataclasses import dataclass

from cms.models import SitePage
from cms.page_map import page_map
from tenants.current import current
from tenants.modules import enabled_modules

LONGEST = 200
"""Characters of a query that are looked at."""
MOST = 50
"""Results shown; whoever needs more is better served by more words."""


@dataclass(frozen=True, slots=True)
class Result:
    """Something that was found."""

    title: str
    url: str
    text: str
    kind: str = ""
    place: str = ""


def clean_words(raw: str) -> str:
    """Return a query on one line, without control characters, cut to `LONGEST`."""
    printable = "".join(char if char.isprintable() else " " for char in raw)
    return " ".join(printable.split())[:LONGEST].strip()


def search_portal(words: str) -> list[Result]:
    """Return what was found, best first: pages, then what each module found."""
    results = _pages(words)
    for module in enabled_modules(current()):
        for source in module.search_sources:
            results.extend(source.search(words))
    return results[:MOST]


def _pages(words: str) -> list[Result]:
    pages = page_map()
    found = SitePage.objects.shown().search(words, operator="and")[:MOST]
    keys = [page.pk for page in found]
    if not keys:
        found = SitePage.objects.shown().search(words, operator="or")[:MOST]
        keys = [page.pk for page in found]
    # A page and its translation are one result: the one that readers of this language are led to.
    entries = {entry.pk: entry for key in keys if (entry := pages.linked(key))}
    return [
        Result(entry.title, entry.url, entry.summary, place=_section(entry.pk))
        for entry in entries.values()
    ]


def _section(pk: int) -> str:
    above = page_map().ancestors(pk)
    return above[1].title if len(above) > 1 else ""
