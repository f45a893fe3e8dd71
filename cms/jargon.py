"""The jargon buster woven into text: each term's first use leads to what it means (C6).

    linked = Explainer(language).link(html)

One explainer serves one page, so that a term is linked once. Modules use it for their own texts:
what goes in must be safe HTML, and comes out so. No query once the portal's terms are remembered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import escape

from cms.content_memory import ContentMemory
from cms.models import Term
from cms.remembered import remembered
from theme.bilingual import WELSH

NEVER_INSIDE = frozenset(
    [
        "a",
        "button",
        "code",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "label",
        "option",
        "pre",
        "script",
        "style",
        "summary",
        "svg",
        "textarea",
        "th",
        "title",
    ]
)
"""Elements whose text holds no links."""
_PIECES = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A term in one language, as pages show it."""

    anchor: str
    name: str
    explanation: str
    spellings: tuple[str, ...]
    is_linked: bool


@dataclass(frozen=True)
class Glossary:
    """The terms of one language, and what finds them in text."""

    meanings: tuple[Meaning, ...]
    by_spelling: dict[str, Meaning] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None


def glossary(language: str) -> Glossary:
    """Return the portal's terms in a language; in Welsh, those that have been explained in it."""
    found = _glossaries()
    return found[WELSH if language == WELSH else "en"]


class Explainer:
    """Links the terms of one page."""

    def __init__(self, language: str) -> None:
        self._glossary = glossary(language)
        self._address = reverse("jargon_buster")
        self._done: set[str] = set()

    def link(self, html: str) -> str:
        """Return safe HTML with a link at the first use of each term that has none yet."""
        if self._glossary.pattern is None:
            return html
        return "".join(self._pieces(html))

    def _pieces(self, html: str) -> Iterator[str]:
        closed: list[str] = []  # the elements that we are in and that hold no links
        for piece in _PIECES.split(html):
            tag = _TAG.match(piece)
            if tag and tag[2].lower() in NEVER_INSIDE:
                _follow(closed, tag[2].lower(), ends=bool(tag[1]))
            yield piece if piece.startswith("<") or closed else self._text(piece)

    def _text(self, text: str) -> str:
        pattern = self._glossary.pattern
        return pattern.sub(self._linked, text) if pattern else text

    def _linked(self, found: re.Match[str]) -> str:
        meaning = _meaning(self._glossary, found[0])
        if meaning is None or meaning.anchor in self._done:
            return found[0]
        self._done.add(meaning.anchor)
        return (
            f'<a class="casement-term" href="{self._address}#{meaning.anchor}" '
            f'title="{escape(meaning.explanation)}">{found[0]}</a>'
        )


def _follow(closed: list[str], name: str, *, ends: bool) -> None:
    if not ends:
        closed.append(name)
    elif name in closed:
        while closed.pop() != name:
            pass


def _meaning(terms: Glossary, written: str) -> Meaning | None:
    return terms.by_spelling.get(written) or terms.by_spelling.get(written.lower())


def _is_abbreviation(spelling: str) -> bool:
    """Whether it is told from other words by its capital letters: SEN is not "sen"."""
    return sum(letter.isupper() for letter in spelling) > 1


def _read() -> dict[str, Glossary]:
    rows = remembered().terms
    english = [_meaning_of(t, t.name, t.also, t.explanation) for t in rows]
    welsh = [_meaning_of(t, t.name_cy, t.also_cy, t.explanation_cy) for t in rows if t.name_cy]
    return {"en": _glossary(english), WELSH: _glossary(sorted(welsh, key=_by_name))}


_glossaries: ContentMemory[dict[str, Glossary]] = ContentMemory(_read)


def _meaning_of(term: Term, name: str, also: str, explanation: str) -> Meaning:
    return Meaning(term.anchor, name, explanation, _spellings(name, also), term.is_linked)


def _by_name(meaning: Meaning) -> str:
    return meaning.name.lower()


def _spellings(name: str, also: str) -> tuple[str, ...]:
    lines = (line.strip() for line in also.splitlines())
    return (name, *(line for line in lines if line))


def _glossary(meanings: list[Meaning]) -> Glossary:
    by_spelling: dict[str, Meaning] = {}
    for meaning in meanings:
        if meaning.is_linked:
            for spelling in meaning.spellings:
                exact = escape(spelling)  # as it stands in HTML
                by_spelling.setdefault(exact if _is_abbreviation(exact) else exact.lower(), meaning)
    longest_first = sorted(by_spelling, key=len, reverse=True)
    if not longest_first:
        return Glossary(tuple(meanings))
    words = [re.escape(w) if _is_abbreviation(w) else f"(?i:{re.escape(w)})" for w in longest_first]
    pattern = re.compile(rf"(?<![\w&#-])(?:{'|'.join(words)})(?![\w-])")
    return Glossary(tuple(meanings), by_spelling, pattern)
