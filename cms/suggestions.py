"""Pages whose address is like one that is not there; from the page map, without a query."""

from difflib import get_close_matches

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
    by_slug = {_last(entry.url): entry for entry in page_map().entries[:COMPARED]}
    likest = get_close_matches(wanted, filter(None, by_slug), n=MOST, cutoff=LIKE_ENOUGH)
    return [by_slug[slug] for slug in likest]


def _last(path: str) -> str:
    return path.strip("/").rpartition("/")[2]
