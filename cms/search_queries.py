"""How words are asked for: all of them, some of them, words that begin like them."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, Q, TextChoices, When
from django.db.models.functions import Round

from cms.folding import fold, words_of
from cms.search_index import CONFIGURATIONS, USUAL

MOST_WORDS = 12
"""Words of a query that are looked at where each is looked for by itself."""
SHORTEST_BEGINNING = 3
"""Letters of a word that others may begin with."""


class Fit(TextChoices):
    """How what was found has the words that were typed."""

    ALL = "all"
    SOME = "some"
    BEGINNING = "beginning"
    """Words that begin like those typed: PostgreSQL knows no forms of Welsh words."""
    MENDED = "mended"
    """The words as they are spelt elsewhere (`cms.spelling`)."""
    NONE = ""


def ways_of_asking(words: str) -> Iterator[tuple[Fit, Q, Case]]:
    """Yield how to look for words, the narrowest first: what it finds, and how well that fits."""
    yield Fit.ALL, *query_by_language(words, search_type="websearch")
    some = words_of(words)[:MOST_WORDS]
    if len(some) > 1:
        yield Fit.SOME, *query_by_language(" or ".join(some), search_type="websearch")
    begun = [word for word in some if len(word) >= SHORTEST_BEGINNING]
    if begun:
        raw = " | ".join(f"{word}:*" for word in begun)
        yield Fit.BEGINNING, *query_by_language(raw, search_type="raw")


def query_by_language(words: str, **options: Any) -> tuple[Q, Case]:
    """Return a condition and a rank that take each document by its own language's rules."""
    usual = SearchQuery(fold(words), config=USUAL, **options)
    special = {
        code: SearchQuery(fold(words), config=name, **options)
        for code, name in CONFIGURATIONS.items()
    }
    matches = ~Q(language__in=special) & Q(vector=usual)
    for code, query in special.items():
        matches |= Q(language=code, vector=query)
    ranks = [When(language=code, then=_rank(query)) for code, query in special.items()]
    return matches, Case(*ranks, default=_rank(usual), output_field=FloatField())


def _rank(query: SearchQuery) -> Round:
    return Round(SearchRank(F("vector"), query, normalization=1), precision=6)
