"""Everything public in the order of its letters: pages, and whatever other sources have."""

from dataclasses import dataclass

from accounts.paging import key_in
from cms.folding import fold
from cms.search import address, findable

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the A–Z."""

    title: str
    url: str


def letters_of(language: str) -> list[str]:
    """Return the letters under which something stands, in order."""
    rows = findable().filter(language=language).exclude(letter="").order_by("letter")
    return list(rows.values_list("letter", flat=True).distinct())


def entries_of(language: str, letter: str, after: str = "") -> tuple[list[Entry], str]:
    """Return a page of what stands under a letter behind a key, and the next page's key."""
    rows = findable().filter(language=language, letter=letter).order_by("title", "pk")
    title, _colon, pk = after.replace("\0", "").rpartition(":")
    if key_in(pk):
        rows = rows.extra(where=["(title, id) > (%s, %s)"], params=[title, int(pk)])
    found = list(rows[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    entries = [Entry(row.title, url) for row in shown if (url := address(row))]
    key = f"{shown[-1].title}:{shown[-1].pk}" if len(found) > ON_A_PAGE else ""
    return sorted(entries, key=lambda entry: fold(entry.title)), key
