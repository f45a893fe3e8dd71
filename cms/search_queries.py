"""How words are asked for: all of them, some of them, words that begin like them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, Q, TextChoices, Value, When
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


class Way(NamedTuple):
    """A way of looking for words."""

    matches: Q
    rank: Case
    fit: Case
    """How each thing that matches has the words."""


def with_all(words: str) -> Way:
    """Look for what has all the words."""
    return _joined([(Fit.ALL, *query_by_language(words, search_type="websearch"))])


def with_some(words: str, mended: str = "") -> Way | None:
    """Look for what has some of the words, words that begin like them, or all that are mended.

    None where there is nothing to look for.
    """
    ways = list(_wider(words))
    if mended:
        ways.append((Fit.MENDED, *query_by_language(mended, search_type="websearch")))
    return _joined(ways) if ways else None


def in_any_way(words: str) -> Way:
    """Look for both at once, for what is counted in hundreds."""
    return _joined([(Fit.ALL, *query_by_language(words, search_type="websearch")), *_wider(words)])


def best_of(found: Iterable[tuple[Any, str]]) -> tuple[list[Any], Fit]:
    """Return of things with their fit those that fit best."""
    by_fit: dict[str, list[Any]] = {}
    for thing, fit in found:
        by_fit.setdefault(fit, []).append(thing)
    best = next((fit for fit in Fit if fit in by_fit), Fit.NONE)
    return by_fit.get(best, []), best


def _wider(words: str) -> Iterator[tuple[Fit, Q, Case]]:
    some = words_of(words)[:MOST_WORDS]
    if len(some) > 1:
        yield Fit.SOME, *query_by_language(" or ".join(some), search_type="websearch")
    begun = [word for word in some if len(word) >= SHORTEST_BEGINNING]
    if begun:
        raw = " | ".join(f"{word}:*" for word in begun)
        yield Fit.BEGINNING, *query_by_language(raw, search_type="raw")


def _joined(ways: Sequence[tuple[Fit, Q, Case]]) -> Way:
    return Way(
        matches=reduce(or_, (matches for _fit, matches, _rank in ways)),
        rank=Case(*(When(matches, then=rank) for _fit, matches, rank in ways)),
        fit=Case(*(When(matches, then=Value(str(fit))) for fit, matches, _rank in ways)),
    )


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
