"""Search over everything public in the portal in hand (`docs/search.md`)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from accounts.models import Locality
from cms.content_memory import ContentMemory
from cms.excerpts import excerpt
from cms.models import SearchDocument
from cms.page_map import page_map
from cms.page_source import PAGES
from cms.search_index import kind_words
from cms.search_queries import Fit, Way, best_of, with_all, with_some
from cms.spelling import did_you_mean
from tenants.current import current
from tenants.languages import addressed_in, in_language
from tenants.modules import enabled_modules, switched_off_modules

LONGEST = 200
"""Characters of a query that are looked at."""
CANDIDATES = 2_000
"""Things that are ranked and counted at most; whoever finds more needs more words."""
ON_A_PAGE = 20
FROM_A_MODULE = 10
"""Results shown of each module that searches by itself."""
FACETS = ("kind", "section", "locality", "language")


@dataclass(frozen=True, slots=True)
class Result:
    """Something that was found; `text` may be safe HTML."""

    title: str
    url: str
    text: str
    kind: str = ""
    place: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter, with how many of the things found have it."""

    value: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    results: list[Result] = field(default_factory=list)
    total: int = 0
    facets: Mapping[str, list[Option]] = field(default_factory=dict)
    next_key: str = ""
    """Where the next page begins; empty on the last."""
    elsewhere: list[Result] = field(default_factory=list)
    """What modules found by themselves."""
    fit: Fit = Fit.NONE
    """How this has the words that were typed."""
    mended: str = ""
    """The words as they are spelt elsewhere, where nothing has all of them."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    pk: int
    rank: float
    kind: str
    section: str
    language: str
    localities: Sequence[str]
    source: str
    key: str

    def has(self, facet: str, value: str) -> bool:
        if facet == "locality":
            return value in self.localities or not self.localities
        return bool(getattr(self, facet) == value)


def clean_words(raw: str) -> str:
    """Return a query on one line, without control characters, cut to `LONGEST`."""
    printable = "".join(char if char.isprintable() else " " for char in raw)
    return " ".join(printable.split())[:LONGEST].strip()


def search_portal(words: str, chosen: Mapping[str, str] | None = None, after: str = "") -> Found:
    """Return what was found, best first; `chosen` are values of `FACETS`, `after` a `next_key`.

    A page and its translation are one result: that of the language chosen, or of the page in hand.
    Things with all the words are looked for; where there are none, things with some of them, with
    words that begin like them, or with the words as they are spelt elsewhere.
    """
    chosen = {name: value for name, value in (chosen or {}).items() if name in FACETS and value}
    candidates, fit, mended = _candidates(words)
    language = chosen.get("language") or addressed_in()
    fitting = _once([c for c in candidates if all(c.has(*p) for p in chosen.items())], language)
    shown, next_key = _page(fitting, after)
    elsewhere = [] if after or chosen else _elsewhere(words)
    return Found(
        results=_results([c.pk for c in shown], mended if fit is Fit.MENDED else words, language),
        total=len(fitting) + len(elsewhere),
        facets=_facets(candidates, chosen, language),
        next_key=next_key,
        elsewhere=elsewhere,
        fit=fit,
        mended=mended,
    )


def findable() -> QuerySet[SearchDocument]:
    """Return the documents of the portal in hand that can be found now."""
    now = timezone.now()
    over, not_yet = Q(shows_until__lte=now), Q(shows_from__gt=now)
    off = Q(module__in=switched_off_modules(current()))
    return SearchDocument.objects.exclude(over | not_yet).exclude(off)


def next_change() -> datetime | None:
    """Return the moment at which something comes or goes by the clock; None for never."""
    now = timezone.now()
    ends = Min("shows_until", filter=Q(shows_until__gt=now))
    begins = Min("shows_from", filter=Q(shows_from__gt=now))
    found = SearchDocument.objects.aggregate(ends=ends, begins=begins)
    return min((moment for moment in found.values() if moment), default=None)


def _candidates(words: str) -> tuple[list[_Candidate], Fit, str]:
    """Return what was found, how it has the words, and these mended where not all were found."""
    found, mended = _found_by(with_all(words)), ""
    if not found:
        mended = did_you_mean(words)
        found = _found_by(with_some(words, mended))
    candidates, fit = best_of(found)
    return sorted(candidates, key=lambda c: (-c.rank, c.pk)), fit, mended


def _found_by(way: Way | None) -> list[tuple[_Candidate, str]]:
    if way is None:
        return []
    keys = findable().filter(way.matches).order_by().values("pk")[:CANDIDATES]
    rows = SearchDocument.objects.filter(pk__in=keys).annotate(rank=way.rank, fit=way.fit)
    names = ("pk", "rank", "kind", "section", "language", "localities", "source", "key", "fit")
    return [(_Candidate(*row), fit) for *row, fit in rows.values_list(*names)]


def _page(candidates: list[_Candidate], after: str) -> tuple[list[_Candidate], str]:
    """Return the candidates behind a key and the key of the page behind them."""
    try:
        rank, _colon, pk = after.partition(":")
        start = (-float(rank), int(pk)) if after else None
    except ValueError:
        start = None
    rest = [c for c in candidates if start is None or (-c.rank, c.pk) > start]
    shown = rest[:ON_A_PAGE]
    return shown, f"{shown[-1].rank}:{shown[-1].pk}" if len(rest) > ON_A_PAGE else ""


def _once(candidates: list[_Candidate], language: str) -> list[_Candidate]:
    """Return each page once: in a language where it was found in it, else as it was found first."""
    pages, found = page_map().by_pk, {}
    for candidate in candidates:
        entry = pages.get(int(candidate.key)) if candidate.source == PAGES else None
        thing = entry.key if entry else (candidate.source, candidate.key)
        if thing not in found or candidate.language == language:
            found[thing] = candidate
    return sorted(found.values(), key=lambda c: (-c.rank, c.pk))


def _results(keys: list[int], words: str, language: str) -> list[Result]:
    rows = SearchDocument.objects.in_bulk(keys)
    found = (_result(rows[key], words, language) for key in keys if key in rows)
    return [result for result in found if result]


def _result(row: SearchDocument, words: str, language: str) -> Result | None:
    """Return a document as a result; a page with a translation, that; None for a page gone."""
    title, spoken, url = row.title, row.language, row.url
    text: str = excerpt(row.text, words)
    if row.source == PAGES:
        entry = page_map().by_pk.get(int(row.key))
        if entry is None:
            return None
        led_to = page_map().seen(entry, language)
        url = led_to.url
        if led_to.pk != entry.pk:
            title, text, spoken = led_to.title, led_to.summary, led_to.language
    else:
        url = in_language(url, language)
    kind = kind_words().get(row.kind, "")
    return Result(title=title, url=url, text=text, kind=kind, place=row.section, language=spoken)


def address(document: SearchDocument) -> str:
    """Return a document's address in the language in hand; a page's is the page map's, or none."""
    if document.source != PAGES:
        return in_language(document.url, addressed_in())
    entry = page_map().linked(int(document.key))
    return entry.url if entry else ""


def _facets(
    candidates: list[_Candidate], chosen: Mapping[str, str], language: str
) -> dict[str, list[Option]]:
    """Count each filter's values among the things that fit all the other filters.

    A page counts once, and once in each of its languages where these are counted.
    """
    facets = {}
    for facet in FACETS:
        others = [pair for pair in chosen.items() if pair[0] != facet]
        fitting = [c for c in candidates if all(c.has(*pair) for pair in others)]
        if facet != "language":
            fitting = _once(fitting, language)
        counted: Counter[str] = Counter()
        for candidate in fitting:
            values = candidate.localities if facet == "locality" else [getattr(candidate, facet)]
            counted.update(value for value in values if value)
        facets[facet] = _options(facet, counted, chosen.get(facet, ""))
    return facets


def _options(facet: str, counted: Counter[str], chosen: str) -> list[Option]:
    names = _words_of(facet)
    if chosen and chosen not in counted:
        counted[chosen] = 0
    made = [Option(value, names.get(value, value), count) for value, count in counted.items()]
    return sorted(made, key=lambda option: (-option.count, option.text))


def _words_of(facet: str) -> Mapping[str, str]:
    """Return what a filter's values are called; the index keeps localities by their names."""
    if facet == "kind":
        return kind_words()
    if facet == "language":
        return dict(settings.LANGUAGES)
    return {place.name: place.title for place in _localities()} if facet == "locality" else {}


_localities = ContentMemory(lambda: list(Locality.objects.all()))


def _elsewhere(words: str) -> list[Result]:
    return [
        result
        for module in enabled_modules(current())
        for source in module.search_sources
        for result in list(source.search(words))[:FROM_A_MODULE]
    ]
