"""Texts in English with Welsh beside them: a field `name` may have a sister `name_cy` (C4)."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

WELSH = "cy"


def in_welsh() -> bool:
    """Whether the language in hand is Welsh."""
    return (get_language() or "").startswith(WELSH)


def said_of(row: Mapping[str, Any], field: str) -> Any:
    """Return a field of a row in the language in hand, in English where there is no Welsh (C4)."""
    return (in_welsh() and row.get(f"{field}_{WELSH}")) or row[field]


class Bilingual:
    """Something with texts in English, which are always there, and in Welsh, which may not be."""

    __slots__ = ()

    def said(self, field: str) -> str:
        """Return a text in the language in hand, in English where there is no Welsh (C4)."""
        own = getattr(self, f"{field}_{WELSH}", "") if in_welsh() else ""
        return str(own or getattr(self, field))

    def said_then(self, field: str) -> Any:
        """Return a text that is said in the language in hand when it is read, as in a mail."""
        return lazy(lambda: self.said(field), str)()
