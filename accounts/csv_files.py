"""Reading tables that people send, and writing tables that spreadsheets open safely."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MARK = "\ufeff"
"""Begins a file, so that spreadsheets read it as UTF-8."""
_FORMULA = re.compile(r"\s*[=+\-@]| *[\t\r\n]")
"""How a cell begins that a spreadsheet would take for a formula."""
_SEPARATORS = (",", ";", "\t")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How XLSX, ODS and XLS begin."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SAVE_AS = gettext_lazy(
    "Save it as “CSV UTF-8” and choose it again, or copy the cells and paste them below."
)


class TableRefused(ValueError):
    """A table that cannot be read at all; the text is for people."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line below the headings: its cells by heading, and its row's number in a spreadsheet.

    A cell with line breaks is one row there, whatever the file's lines.
    """

    number: int
    cells: dict[str, str]


def decode(data: bytes) -> str:
    """Return a file's text; raise `TableRefused` for what is no text that we can read.

    Spreadsheets write UTF-8, UTF-16 ("Unicode text") or, as plain "CSV", Windows-1252.
    """
    save_as = {"save_as": SAVE_AS}
    if data.startswith(_SPREADSHEETS):
        raise TableRefused(_("This is a spreadsheet and not a CSV file. %(save_as)s") % save_as)
    for encoding in _encodings_of(data):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            break
    else:
        raise TableRefused(_("We cannot read the letters in this file. %(save_as)s") % save_as)
    if _NO_TEXT.search(text):
        raise TableRefused(_("This is not a CSV file. %(save_as)s") % save_as)
    return text


def _encodings_of(data: bytes) -> tuple[str, ...]:
    """Return what a file may be written in, the likeliest first."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if data[:1] and data[1:2] == b"\0":
        return ("utf-16-le",)
    if data[:1] == b"\0":
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def read_lines(text: str, *, headings: Sequence[str], needed: Sequence[str]) -> list[Line]:
    """Return the lines that are not empty. Raises `TableRefused`, for headings too."""
    first = text.lstrip(f"{MARK}\r\n ").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(
        io.StringIO(text.lstrip(MARK), newline=""), delimiter=separator, strict=True
    )
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, row in enumerate(reader, start=1):
            if any(cell.strip() for cell in row):
                rows.append((number, [cell.strip() for cell in row]))
    except csv.Error:
        raise TableRefused(
            _("Near line %(line_num)s, the quotation marks do not match. Correct them.")
            % {"line_num": reader.line_num}
        ) from None
    if not rows:
        raise TableRefused(_("The list is empty. Choose a file, or paste the list."))
    names = [cell.lower() for cell in rows[0][1]]
    _check_headings(names, headings, needed)
    return [_line(number, names, cells) for number, cells in rows[1:]]


def write_table(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield rows as the lines of a CSV file in which no cell is a formula."""
    yield MARK
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([_safe(str(cell)) for cell in row])
        yield line.getvalue()


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula."""
    return _FORMULA.match(cell) is not None


def _safe(cell: str) -> str:
    """Return a cell that is no formula: an apostrophe stands before one."""
    return f"'{cell}" if is_formula(cell) else cell


def _check_headings(names: list[str], headings: Sequence[str], needed: Sequence[str]) -> None:
    wanted = ", ".join(headings)
    if any(name not in names for name in needed):
        raise TableRefused(
            _("The first line must name the columns: %(wanted)s.") % {"wanted": wanted}
        )
    strange = [name for name in names if name and name not in headings]
    if strange:
        raise TableRefused(
            _("We do not know the column “%(value)s”. The columns are: %(wanted)s.")
            % {"value": strange[0], "wanted": wanted}
        )
    if len(set(names)) < len(names):
        raise TableRefused(
            _("A column is named twice. The columns are: %(wanted)s.") % {"wanted": wanted}
        )


def _line(number: int, names: list[str], cells: list[str]) -> Line:
    named = dict(zip(names, cells, strict=False))
    extra = [cell for cell in cells[len(names) :] if cell]
    return Line(number, named | ({"": " ".join(extra)} if extra else {}))
