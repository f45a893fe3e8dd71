"""A table of contents from the headings of a body, and the same anchors in its text."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import slugify

_HEADING = re.compile(r"<h2([^>]*)>(.*?)</h2>", re.DOTALL)
FEWEST = 3
"""Fewer headings than this need no table of contents."""


def anchor(heading: str) -> str:
    """Return the anchor of a heading."""
    return slugify(strip_tags(heading)) or "section"


def with_anchors(html: str) -> str:
    """Return rich text whose second-level headings can be linked to."""
    return _HEADING.sub(
        lambda found: f'<h2{found[1]} id="{anchor(found[2])}">{found[2]}</h2>', html
    )


def contents_of(body: Iterable[Any]) -> list[dict[str, str]]:
    """Return title and link of each second-level heading; empty for a short text."""
    found = [
        heading[1]
        for block in body
        if block.block_type == "text"
        for heading in _HEADING.findall(str(getattr(block.value, "source", block.value)))
    ]
    if len(found) < FEWEST:
        return []
    return [{"title": strip_tags(heading), "url": f"#{anchor(heading)}"} for heading in found]
