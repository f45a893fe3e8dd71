"""How a page's draft reads, for the side panel "Checks" of its editor (C5)."""

from typing import Any

from cms.editing.links import links_of
from cms.editing.words import Words, measure
from cms.jargon import glossary
from cms.page_source import texts_of


def words_of(page: Any) -> Words:
    """Measure a page as its editor has it: summary and all its texts."""
    language = page.locale.language_code
    known = glossary(language).by_spelling
    return measure(
        text_of(page),
        language=language,
        links=[found.text for found in links_of(page)],
        is_explained=lambda word: word in known or word.lower() in known,
    )


def text_of(page: Any) -> str:
    """Return the plain text of a page, a line for each of its pieces."""
    pieces = (piece.strip() for piece in texts_of(page))
    return "\n".join(dict.fromkeys(piece for piece in pieces if piece))
