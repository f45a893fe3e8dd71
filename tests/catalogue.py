"""The Welsh catalogue as translators see it, and what of a page it should have translated."""

import re
from ast import literal_eval
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype

FILE = Path(__file__).parent.parent / "locale/cy/LC_MESSAGES/django.po"
READ_OUT = ("aria-label", "alt", "title", "placeholder", "data-i18n.show-password")
SAME = {"E-bost", "Problem"}
"""Words of Welsh pages that are English as well."""
NO_TEXT = (Comment, Doctype)


@dataclass
class Message:
    """One entry: what is written in English, and its forms in Welsh."""

    context: str = ""
    english: str = ""
    plural: str = ""
    welsh: list[str] = field(default_factory=list)
    fuzzy: bool = False


@cache
def messages() -> tuple[Message, ...]:
    """Return the entries of the file, without its header and those no longer used."""
    blocks = FILE.read_text(encoding="utf-8").split("\n\n")
    return tuple(entry for entry in map(_entry, blocks) if entry.english)


def _entry(block: str) -> Message:
    found, name, texts = Message(), "", {}
    for line in block.splitlines():
        if line.startswith("#,") and "fuzzy" in line:
            found.fuzzy = True
        if line.startswith("#"):
            continue
        start = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$', line)
        if start:
            name, line = start.groups()
        texts[name] = texts.get(name, "") + literal_eval(line)
    found.context, found.english = texts.get("msgctxt", ""), texts.get("msgid", "")
    found.plural = texts.get("msgid_plural", "")
    found.welsh = [text for name, text in sorted(texts.items()) if name.startswith("msgstr")]
    return found


@cache
def _english() -> frozenset[str]:
    """Return the sentences and words that a Welsh page must not hold, as a page shows them."""
    words = set()
    for entry in messages():
        if "%" not in entry.english and "<" not in entry.english:
            words.add(" ".join(entry.english.split()))
    welsh = {" ".join(text.split()) for entry in messages() for text in entry.welsh}
    return frozenset(words - welsh - SAME)


def english_in(html: str) -> list[str]:
    """Return the words of the interface that a page shows in English.

    What is marked as being in English (`lang="en"`) may be; so may people's own words.
    """
    page = BeautifulSoup(html, "html.parser")
    for marked in page.select('[lang="en"]:not(html), script, style'):
        marked.decompose()
    return [text for text in _shown(page) if text in _english()]


def _shown(page: BeautifulSoup) -> Iterator[str]:
    for text in page.find_all(string=True):
        if not isinstance(text, NO_TEXT):
            yield " ".join(text.split())
    for tag in page.find_all(True):
        yield from (" ".join(str(tag[name]).split()) for name in READ_OUT if tag.get(name))
