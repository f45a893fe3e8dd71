"""Text that somebody typed, made safe to keep: one line, or lines without control characters."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from tenants.languages import offered
from theme.bilingual import WELSH

NEVER = 0xFFFE
"""The last two places of each plane hold no character."""


def one_line(text: str) -> str:
    """Return text on one line: breaks and control characters become spaces."""
    return " ".join("".join(char if _is_kept(char) else " " for char in text).split())


def many_lines(text: str) -> str:
    """Return text with its line breaks and without other control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char == "\n" or _is_kept(char)).strip()


def as_html(text: str) -> SafeString:
    """Return text as paragraphs whose web addresses are links; nothing in it is markup."""
    linked = urlize(text, nofollow=True, autoescape=True)
    return mark_safe(linebreaks(linked))  # noqa: S308  (escaped one line above)


def texts_by_language(thing: Any, *names: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each language that a thing is written in, with its title and the texts named."""
    fields = ("title", *names)
    yield settings.STARTER_LANGUAGE, [getattr(thing, name) for name in fields]
    if thing.title_cy and WELSH in offered():
        yield WELSH, [getattr(thing, f"{name}_cy") or getattr(thing, name) for name in fields]


def _is_kept(char: str) -> bool:
    """Whether XML, mail and iCalendar can hold a character; controls and halves they cannot."""
    if ord(char) & NEVER == NEVER:
        return False
    return unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"} or char == "\t"
