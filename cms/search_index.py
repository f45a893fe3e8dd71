"""The index of the public search: a row for each public thing and language, written by its source.

An app registers a `Source` in `AppConfig.ready` and calls `reindex(slug, keys)` when a thing
changes; what is no longer public, its `documents` leaves out (`docs/search.md`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.utils.functional import Promise

from cms.folding import fold, letter_of
from cms.models import SearchDocument
from tenants.languages import split

CONFIGURATIONS = {"cy": "simple"}
"""PostgreSQL's text search configuration of a language; it has none for Welsh."""
USUAL = "english"
LONGEST = 60_000
"""Characters of a thing's words that are indexed."""
TITLE_LONGEST = 255
BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A public thing in one language."""

    key: str
    language: str
    kind: str
    """One of its source's `kinds`."""
    title: str
    text: str = ""
    """Its words as plain text, a sentence that says what it is first."""
    keywords: str = ""
    """Words that it is found by besides: names of what it is sorted by, other words for these."""
    url: str = ""
    section: str = ""
    localities: tuple[str, ...] = ()
    module: str = ""
    in_a_to_z: bool = True
    shows_from: datetime | None = None
    shows_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that the public search looks through."""

    slug: str
    kinds: Mapping[str, str | Promise]
    """Slug of each kind of thing, and what people call one."""
    documents: Callable[[Collection[str] | None], Iterable[Document]]
    """Returns what is public now: everything (None), or of these keys."""


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Add a source, or replace the one of the same name."""
    _sources[source.slug] = source


def kind_words() -> dict[str, str]:
    """Return what people call each kind of thing."""
    return {
        slug: str(words) for source in _sources.values() for slug, words in source.kinds.items()
    }


@transaction.atomic
def reindex(slug: str, keys: Collection[str] | None = None) -> int:
    """Write the documents of a source anew, all of them or those of some keys; return how many."""
    old = SearchDocument.objects.filter(source=slug)
    (old if keys is None else old.filter(key__in=keys)).delete()
    rows = [_row(slug, document) for document in _sources[slug].documents(keys)]
    SearchDocument.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def index_what_is_missing() -> None:
    """Write the documents of every source of which the index of the portal in hand has none."""
    there = set(SearchDocument.objects.order_by().values_list("source", flat=True).distinct())
    for slug in set(_sources) - there:
        reindex(slug)


def reindex_all() -> int:
    """Write the whole index of the portal in hand anew; return how many documents it has."""
    SearchDocument.objects.exclude(source__in=_sources).delete()
    return sum(reindex(slug) for slug in _sources)


def configuration(language: str) -> str:
    """Return PostgreSQL's text search configuration of a language."""
    return CONFIGURATIONS.get(language, USUAL)


def _row(source: str, document: Document) -> SearchDocument:
    text, keywords = _plain(document.text), _plain(document.keywords)
    title = document.title.replace("\0", "")[:TITLE_LONGEST]
    config = configuration(document.language)
    return SearchDocument(
        source=source,
        key=document.key,
        language=document.language,
        kind=document.kind,
        title=title,
        text=text,
        keywords=keywords,
        url=split(document.url)[1],
        section=document.section[:120],
        localities=list(document.localities),
        module=document.module,
        letter=letter_of(title, document.language) if document.in_a_to_z else "",
        shows_from=document.shows_from,
        shows_until=document.shows_until,
        vector=SearchVector(Value(fold(title)), weight="A", config=config)
        + SearchVector(Value(fold(text)), weight="B", config=config)
        + SearchVector(Value(fold(keywords)), weight="C", config=config),
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST]
