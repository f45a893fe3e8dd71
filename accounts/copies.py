"""A person's copy of what is held about them: on a page, and as an archive to take away (A8)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import TextIOWrapper
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tenants.current import current
from tenants.languages import spoken
from tenants.personal_data import sections
from theme.times import day_in_words, moment_in_words

MOST_ON_PAGE = 20
"""Rows of a section that its page shows; the archive has all."""
IN_MEMORY = 1_000_000
"""Bytes of an archive that are kept in the memory; beyond, it is a file that goes by itself."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with rows of what and value, as text."""

    slug: str
    title: str
    rows: list[list[Pair]] = field(default_factory=list)
    has_more: bool = False


def preview_for(person: User) -> list[Section]:
    """Return every section with its first rows."""
    found = []
    for slug, part in sections():
        rows = [_as_text(row) for row in islice(part.rows(person), MOST_ON_PAGE + 1)]
        more = len(rows) > MOST_ON_PAGE
        found.append(Section(slug, str(part.title), rows[:MOST_ON_PAGE], more))
    return found


def archive_for(person: User) -> IO[bytes]:
    """Return a ZIP of one JSON file and one page to read, written row by row."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _write(archive, "your-data.json", _json_of(person))
        _write(archive, "your-data.html", _page_of(person))
    file.seek(0)
    return file


def _write(archive: ZipFile, name: str, parts: Iterable[str]) -> None:
    with archive.open(name, "w") as binary, TextIOWrapper(binary, "utf-8") as text:
        for part in parts:
            text.write(part)


def _json_of(person: User) -> Iterator[str]:
    place = current()
    about = {"portal": place.title, "address": place.url(), "made": timezone.now().isoformat()}
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "sections": ['
    for number, (slug, part) in enumerate(sections()):
        heading = {"from": slug, "title": str(part.title)}
        yield (",\n" if number else "\n") + json.dumps(heading, ensure_ascii=False)[:-1]
        yield ', "rows": ['
        for line, row in enumerate(part.rows(person)):
            named = {str(key): value for key, value in row.items()}
            yield (",\n  " if line else "\n  ")
            yield json.dumps(named, default=_for_json, ensure_ascii=False)
        yield "]}"
    yield "\n]}\n"


def _page_of(person: User) -> Iterator[str]:
    context = {"portal": current(), "made": timezone.now(), "page_language": spoken()}
    start, end = render_to_string("accounts/copy/page.html", context).split("<!-- sections -->")
    yield start
    for _slug, part in sections():
        yield render_to_string("accounts/copy/heading.html", {"title": part.title})
        is_empty = True
        for row in part.rows(person):
            is_empty = False
            yield render_to_string("accounts/copy/row.html", {"row": _as_text(row)})
        if is_empty:
            yield render_to_string("accounts/copy/empty.html")
    yield end


def _as_text(row: Mapping[str, Any]) -> list[Pair]:
    """Return what and value of a row; what is empty is left out."""
    return [(str(key), _text(value)) for key, value in row.items() if value not in (None, "", {})]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_text(each)}" for key, each in value.items() if each)
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return str(value)


def _for_json(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
