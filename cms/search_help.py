"""Help with searching: suggestions while typing, words that found nothing."""

from django.db import connection
from django.db.models.functions import Length
from django.http import HttpRequest
from django.utils import timezone

from cms.folding import words_of
from cms.search import Result, address, findable, next_change
from cms.search_index import kind_words
from cms.search_queries import query_by_language
from tenants.page_cache import stale_from

SUGGESTED = 6
LONGEST_WORD = 30
WORDS = 5
"""Words of a query that are counted."""
MISSES = 5_000
"""Words that are counted at most, so that nonsense fills no disk."""
FEWEST = 3
"""A word is shown to editors from so many times on: one visitor's word is nobody's business."""


def suggest(words: str, language: str) -> list[Result]:
    """Return things whose title has words that begin like those typed, for whoever is typing."""
    typed = words_of(words)[:WORDS]
    if not typed or len("".join(typed)) < 2:
        return []
    raw = " & ".join(f"{word}:*A" for word in typed)
    matches, _rank = query_by_language(raw, search_type="raw")
    rows = findable().filter(matches, language=language).order_by(Length("title"), "pk")
    kinds = kind_words()
    found = [(row, address(row)) for row in rows[:SUGGESTED]]
    return [Result(row.title, url, "", kind=kinds.get(row.kind, "")) for row, url in found if url]


def stale_with_the_index(request: HttpRequest) -> None:
    """What is shown of the index holds until something in it comes or goes by the clock."""
    moment = next_change()
    if moment:
        stale_from(request, moment)


def count_misses(words: str, language: str) -> None:
    """Count the words of a query that found nothing: by word and month, and nothing else.

    Words with digits are left out, and single letters: they may be somebody's number or name.
    """
    counted = {w for w in words_of(words)[:WORDS] if w.isalpha() and 2 < len(w) <= LONGEST_WORD}
    if not counted:
        return
    month = timezone.localdate().replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cms_searchmiss AS kept (word, language, month, times) "
            "SELECT word, %s, %s, 1 FROM unnest(%s::text[]) AS word "
            "WHERE (SELECT count(*) FROM cms_searchmiss) < %s "
            "ON CONFLICT (word, language, month) DO UPDATE SET times = kept.times + 1",
            [language, month, sorted(counted), MISSES],
        )
