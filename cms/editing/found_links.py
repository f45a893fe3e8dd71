"""Which links a text holds: plain reading of rich text and of blocks as they are stored."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"(https?)://([\w-]+\.)+[\w-]{2,}(:\d+)?([/?#]\S*)?\Z")
_MAILBOX = re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_TELEPHONE = re.compile(r"tel:[+\d][\d ()-]{2,}\Z")
PAGE, DOCUMENT, ADDRESS = "page", "document", "address"


@dataclass(frozen=True, slots=True)
class Found:
    """One link: to a page or document by its key, or to an address."""

    kind: str
    target: str
    text: str = ""

    @property
    def key(self) -> int:
        """Primary key of the page or document; 0 for what is none."""
        return int(self.target) if self.target.isdecimal() else 0


class _Links(HTMLParser):
    """Reads the links of rich text as Wagtail stores it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []
        self._open: dict[str, str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link begins."""
        if tag == "a":
            self._open, self._text = {name: value or "" for name, value in attrs}, []

    def handle_data(self, data: str) -> None:
        """Words, of a link or not."""
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """A link ends."""
        if tag == "a" and self._open is not None:
            text = " ".join("".join(self._text).split())
            kind = self._open.get("linktype", ADDRESS)
            target = self._open.get("id" if kind in (PAGE, DOCUMENT) else "href", "")
            self.found.append(Found(kind, target, text))
            self._open = None


def links_in(stored: Any) -> Iterator[Found]:
    """Yield the links of a stored text, or of stored blocks however deep."""
    if isinstance(stored, str):
        yield from _in_text(stored)
    elif isinstance(stored, dict):
        yield from _in_block(stored)
    elif isinstance(stored, list | tuple):
        for one in stored:
            yield from links_in(one)


def _in_text(text: str) -> Iterator[Found]:
    if "<a" in text:
        reader = _Links()
        reader.feed(text)
        reader.close()
        yield from reader.found


def _in_block(block: dict[str, Any]) -> Iterator[Found]:
    words = str(block.get("label") or block.get("title") or "")
    if block.get("type") == PAGE and isinstance(block.get("value"), int):
        yield Found(PAGE, str(block["value"]))
    for kind in (PAGE, DOCUMENT):
        if isinstance(block.get(kind), int):
            yield Found(kind, str(block[kind]), words)
    if isinstance(block.get("address"), str) and "label" in block and block["address"]:
        yield Found(ADDRESS, block["address"], words)
    for value in block.values():
        yield from links_in(value)


def is_well_formed(address: str) -> bool:
    """Whether an address is one that a browser or telephone can follow."""
    if not _comes_apart(address):
        return False
    if address.startswith(("/", "#")):
        return " " not in address
    return any(shape.match(address) for shape in (_ADDRESS, _MAILBOX, _TELEPHONE))


def _comes_apart(address: str) -> bool:
    """Whether an address has parts that can be told: its brackets match, and its port is one."""
    try:
        port = urlsplit(address).port
    except ValueError:
        return False
    return port != 0
