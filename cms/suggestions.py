"""Pages whose address is like one that is not there; from the page map, without a query."""

from difflib import get_close_matches

from cms.addresses import language_of
from cms.page_map import Entry, page_map

MOST = 5
LONGEST = 80
"""Characters of an address that are compared."""
COMPARED = 2_000
"""Pages that are compared at most."""
LIKE_ENOUGH = 0.55


def suggestions_for(path: str) -> list[Entry]:
    """Return the pages most like an address, by the last part of it; none for a bare `/`."""
    wanted = _last(path)[:LONGEST].lower()
    if not wanted:
        return []
    pages, language = page_map(), language_of(path)
    by_slug = {_last(entry.url): entry for entry in pages.entries[:COMPARED]}
    likest = get_close_matches(wanted, filter(None, by_slug), n=MOST, cutoff=LIKE_ENOUGH)
    led_to = [pages.seen(by_slug[slug], language) for slug in likest]
    return list({entry.url: entry for entry in led_to}.values())


def _last(path: str) -> str:
    return path.strip("/").rpartition("/")[2]
