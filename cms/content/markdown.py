"""Markdown with fenced containers, turned into the raw data of StreamField blocks."""

import re
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from cms.content.files import ContentError

Block = dict[str, Any]
FindPage = Callable[[str], int]
"""Slug in, primary key out; raises `ContentError` for a page that is not there."""

CONTAINERS = (
    "inset",
    "warning",
    "details",
    "steps",
    "action",
    "cards",
    "quote",
    "table",
    "chart",
    "contact",
)
_PAGE_LINK = re.compile(r'<a href="page:([a-z0-9-]+)">')
_MODULE_LINK = re.compile(r'<a href="module:([a-z0-9-]+)">')
_CARD = re.compile(r"\s*[-*] \[(?P<label>.+?)\]\((?P<target>[^)]+)\):?\s*(?P<text>.*)")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    for name in CONTAINERS:
        parser.use(container_plugin, name)
    return parser


_MARKDOWN = _parser()


def html(text: str, find: FindPage) -> str:
    """Return Markdown as rich text whose links to pages are Wagtail's own."""
    return _linked(_MARKDOWN.render(text), find)


def blocks(text: str, find: FindPage) -> list[Block]:
    """Return a body's blocks: running text between containers, each container its own block."""
    tokens = _MARKDOWN.parse(text)
    made: list[Block] = []
    running: list[Token] = []
    at = 0
    while at < len(tokens):
        name = _container(tokens[at])
        if name:
            end = _closing(tokens, at)
            _flush(running, made, find)
            made.append(_block(name, tokens[at], tokens[at + 1 : end], text, find))
            at = end + 1
        else:
            running.append(tokens[at])
            at += 1
    _flush(running, made, find)
    return made


def parts(text: str) -> list[tuple[str, str]]:
    """Return heading and text of each `##` part; raise `ContentError` when there is none."""
    found = re.split(r"^## +(.+)$", text, flags=re.MULTILINE)
    if len(found) < 3:
        raise ContentError("A guide, step by step or FAQ needs `##` headings.")
    return [(found[i].strip(), found[i + 1].strip()) for i in range(1, len(found), 2)]


def _container(token: Token) -> str:
    if token.type.startswith("container_") and token.type.endswith("_open"):
        return token.type.removeprefix("container_").removesuffix("_open")
    return ""


def _closing(tokens: Sequence[Token], start: int) -> int:
    closing = tokens[start].type.replace("_open", "_close")
    for at in range(start + 1, len(tokens)):
        if tokens[at].type == closing and tokens[at].level == tokens[start].level:
            return at
    raise ContentError(f"A container “{_container(tokens[start])}” is not closed.")


def _flush(running: list[Token], made: list[Block], find: FindPage) -> None:
    if running:
        rendered = _render(running, find)
        made.append({"type": "text", "value": rendered})
        running.clear()


def _render(tokens: Sequence[Token], find: FindPage) -> str:
    return _linked(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}), find)


def _linked(rendered: str, find: FindPage) -> str:
    linked = _PAGE_LINK.sub(lambda m: f'<a linktype="page" id="{find(m[1])}">', rendered)
    return _MODULE_LINK.sub(lambda m: f'<a href="/{m[1]}/">', linked).strip()


def _block(name: str, opening: Token, inner: Sequence[Token], text: str, find: FindPage) -> Block:
    title = opening.info.strip().removeprefix(name).strip()
    first, last = opening.map or [0, 0]
    source = "\n".join(text.splitlines()[first + 1 : last]).strip().removesuffix(":::").strip()
    if name in ("inset", "warning"):
        value: Any = _render(inner, find)
    elif name == "details":
        value = {"title": title, "text": _render(inner, find)}
    elif name == "quote":
        value = {"text": " ".join(source.split()), "attribution": title}
    elif name == "steps":
        value = _steps(inner, find)
    elif name == "action":
        value = _target(source.strip(), find) | {"label": title, "text": ""}
    elif name == "cards":
        value = _cards(source, find)
    elif name in ("table", "chart"):
        value = {"caption": title, "table": _table(inner)}
    else:
        value = {"title": title}
    return {"type": name, "value": value}


def _steps(inner: Sequence[Token], find: FindPage) -> list[Block]:
    made = []
    for item in _items(inner):
        rendered = _render(item, find)
        found = re.match(r"(?:<p>)?<strong>(.+?)</strong>\s*(.*)", rendered, re.DOTALL)
        if not found:
            raise ContentError(f"A step starts with its title in bold: {rendered[:60]}")
        rest = found[2].strip()
        body = f"<p>{rest}" if rest and rendered.startswith("<p>") else rest
        body = "" if body in ("<p></p>", "</p>") else body
        if body and not body.startswith("<"):
            body = f"<p>{body}</p>"
        title = re.sub(r"<[^>]+>", "", found[1]).rstrip(".:")
        made.append(_item({"title": title, "text": body}))
    return made


def _items(tokens: Sequence[Token]) -> list[list[Token]]:
    found: list[list[Token]] = []
    for token in tokens:
        if token.type == "list_item_open" and token.level == tokens[0].level + 1:
            found.append([])
        elif token.type == "list_item_close" and token.level == tokens[0].level + 1:
            continue
        elif found and token.level > tokens[0].level + 1:
            found[-1].append(token)
    return found


def _cards(source: str, find: FindPage) -> list[Block]:
    made = []
    for entry in re.split(r"\n(?=\s*[-*] )", source):
        found = _CARD.match(" ".join(entry.split()))
        if not found:
            raise ContentError(f"A card is “- [Title](page:slug): text”, not {entry!r}.")
        value = _target(found["target"], find) | {"label": found["label"], "text": found["text"]}
        made.append(_item(value))
    return made


def _item(value: Any) -> Block:
    """Return an item of a list block; without an identifier Wagtail would take it for a value."""
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def _target(target: str, find: FindPage) -> dict[str, Any]:
    if target.startswith("page:"):
        return {"page": find(target.removeprefix("page:")), "address": ""}
    if target.startswith("module:"):
        return {"page": None, "address": f"/{target.removeprefix('module:')}/"}
    return {"page": None, "address": target}


def _table(tokens: Sequence[Token]) -> dict[str, Any]:
    rows: list[list[str]] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(_plain(tokens[at + 1]))
    return {
        "data": rows,
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "",
        "cell": [],
    }


def _plain(token: Token) -> str:
    """Return the words of a cell without their marks."""
    pieces = token.children or []
    return "".join("\n" if piece.type == "softbreak" else piece.content for piece in pieces)
