"""Texts in the language in hand: `{{ portal|said:"contact_hours" }}`."""

from collections.abc import Mapping
from typing import Any

from django import template

from theme.bilingual import Bilingual, said_of

register = template.Library()


@register.filter
def said(row: Bilingual | Mapping[str, Any], name: str) -> str:
    """Return a text of a row or a thing in the language in hand (C4)."""
    return row.said(name) if isinstance(row, Bilingual) else str(said_of(row, name))


@register.filter
def below(address: str, title: Any) -> str:
    """Return an address for where a title stands above it: without it as a first line."""
    first, _break, rest = address.strip().partition("\n")
    return rest if first.strip(" ,\r").casefold() == str(title).casefold() else address.strip()
