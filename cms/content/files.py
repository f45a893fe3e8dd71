"""Content files: front matter and body, read and checked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

PAGE_KEYS = {
    "home": {"hero_title", "hero_text", "tasks"},
    "section": set(),
    "service": {"what", "who_for", "how_to_get_it", "contact", "related"},
    "policy": {"version", "owner", "approved_on", "review_on"},
    "publication": {"published_on", "publisher", "source", "on_paper"},
    "guide": set(),
    "steps": set(),
    "faq": set(),
    "contact": set(),
    "campaign": set(),
    "complaints": {
        *("version", "owner", "approved_on", "review_on"),
        *("mailbox", "answer_days", "anonymous"),
    },
    "programmes": set(),
    "programme": {
        *("kind", "youngest", "oldest", "weeks", "evidence", "training", "runs", "how_to_join"),
    },
    "events": set(),
    "news": set(),
    "finder": set(),
}
COMMON_KEYS = {"type", "title", "parent", "order", "menu", "summary", "kinds"}


class ContentError(Exception):
    """A content file is not as `docs/content.md` asks; the text names file and fault."""


@dataclass(frozen=True)
class ContentFile:
    """One page as written: its slug, front matter and body."""

    slug: str
    type: str
    title: str
    summary: str
    parent: str
    order: int
    menu: str
    body: str
    fields: dict[str, Any]
    module: str = ""


def read_folder(folder: Path, *, kind: str, module: str = "") -> Iterator[ContentFile]:
    """Yield the pages of a folder that suit a kind of portal; none when there is no folder."""
    for path in sorted(folder.glob("*.md")):
        matter, body = _split(path)
        if kind in matter.pop("kinds", [kind]):
            yield _page(path, matter, body, module)


def merged(layers: Iterable[Iterable[ContentFile]]) -> list[ContentFile]:
    """Return one page for each slug, parents before children.

    A later layer's page replaces an earlier one's and stays with the module that brought it.
    """
    pages: dict[str, ContentFile] = {}
    for page in (page for layer in layers for page in layer):
        before = pages.get(page.slug)
        pages[page.slug] = replace(page, module=page.module or (before.module if before else ""))
    done: dict[str, ContentFile] = {}

    def place(page: ContentFile, waiting: tuple[str, ...] = ()) -> None:
        if page.slug in done:
            return
        if page.slug in waiting:
            raise ContentError(f"{page.slug}: its parents run in a circle.")
        if page.parent:
            if page.parent not in pages:
                raise ContentError(f"{page.slug}: no page “{page.parent}” to stand under.")
            place(pages[page.parent], (*waiting, page.slug))
        done[page.slug] = page

    for page in sorted(pages.values(), key=lambda page: (page.order, page.slug)):
        place(page)
    return list(done.values())


def _split(path: Path) -> tuple[dict[str, Any], str]:
    text = path.read_text(encoding="utf-8")
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ContentError(f"{path}: front matter is missing.")
    matter = yaml.safe_load(parts[1])
    if not isinstance(matter, dict):
        raise ContentError(f"{path}: front matter is not a list of keys.")
    return matter, parts[2].strip()


def _page(path: Path, matter: dict[str, Any], body: str, module: str) -> ContentFile:
    type_ = matter.get("type", "")
    if type_ not in PAGE_KEYS:
        raise ContentError(f"{path}: unknown type {type_!r}.")
    unknown = set(matter) - COMMON_KEYS - PAGE_KEYS[type_]
    if unknown:
        raise ContentError(f"{path}: unknown keys {sorted(unknown)}.")
    if not matter.get("title") or not matter.get("summary"):
        raise ContentError(f"{path}: title and summary are needed.")
    return ContentFile(
        slug=path.stem,
        type=type_,
        title=matter["title"],
        summary=" ".join(matter["summary"].split()),
        parent="" if type_ == "home" else matter.get("parent") or "home",
        order=matter.get("order", 100),
        menu=matter.get("menu", "none"),
        body=body,
        fields={key: value for key, value in matter.items() if key in PAGE_KEYS[type_]},
        module=module,
    )
