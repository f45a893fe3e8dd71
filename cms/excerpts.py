"""The piece of a text that shows why it was found, its words marked."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.folding import fold, words_of

LENGTH = 220
"""Characters of an excerpt."""
BEFORE = 60
"""Of those, how many at most stand before the first word that was looked for."""
SHORTEST = 3
"""Shorter words are not marked: they are in every sentence."""


def excerpt(text: str, words: str) -> SafeString:
    """Return a piece of a plain text as safe HTML, with `<mark>` around the words looked for."""
    pattern = _pattern(words)
    first = pattern.search(fold(text)) if pattern else None
    start = _word_start(text, first.start() - BEFORE) if first and first.start() > LENGTH else 0
    end = _word_start(text, start + LENGTH) if start + LENGTH < len(text) else len(text)
    piece = text[start:end].rstrip()
    marked = _marked(piece, pattern)
    return mark_safe(f"{'… ' if start else ''}{marked}{' …' if end < len(text) else ''}")  # noqa: S308


def _pattern(words: str) -> re.Pattern[str] | None:
    stems = [_stem(word) for word in words_of(words) if len(word) >= SHORTEST]
    if not stems:
        return None
    return re.compile(rf"\b(?:{'|'.join(re.escape(stem) for stem in stems)})\w*")


def _stem(word: str) -> str:
    """Return what the forms of a word begin with, near enough for marking."""
    return re.sub(r"(?:ings?|e?d|e?s)$", "", word) if len(word) > 5 else word


def _word_start(text: str, near: int) -> int:
    """Return where a word begins, at or shortly behind a place."""
    space = text.find(" ", near, near + 30)
    return space + 1 if space >= 0 else near


def _marked(piece: str, pattern: re.Pattern[str] | None) -> str:
    made: list[str] = []
    at = 0
    for found in pattern.finditer(fold(piece)) if pattern else ():
        made.append(escape(piece[at : found.start()]))
        made.append(f"<mark>{escape(piece[found.start() : found.end()])}</mark>")
        at = found.end()
    return "".join([*made, escape(piece[at:])])
