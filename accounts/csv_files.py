"""Reading tables that people send, and writing tables that spreadsheets open safely."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula."""
_SEPARATORS = (",", ";", "\t")
SAVE_AS = gettext_lazy(
    "Save it as “CSV UTF-8” and choose it again, or copy the cells and paste them below."
)


class TableRefused(ValueError):
    """A table that cannot be read at all; the text is for people."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line below the headings: its number in the file, and its cells by heading."""

    number: int
    cells: dict[str, str]


def decode(data: bytes) -> str:
    """Return a file's text; raise `TableRefused` for what is no text that we can read."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise TableRefused(
            _("We cannot read the letters in this file. %(save_as)s") % {"save_as": SAVE_AS}
        ) from None
    if "\0" in text:
        raise TableRefused(_("This is not a CSV file. %(save_as)s") % {"save_as": SAVE_AS})
    return text


def read_lines(text: str, *, headings: Sequence[str], needed: Sequence[str]) -> list[Line]:
    """Return the lines that are not empty. Raises `TableRefused`, for headings too."""
    first = text.lstrip("\ufeff\r\n ").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(
        io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator, strict=True
    )
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, [cell.strip() for cell in row]))
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


def write_table(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV in which no cell is a formula; a BOM tells spreadsheets it is UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([[_safe(cell) for cell in row] for row in rows])
    return "\ufeff" + out.getvalue()


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula."""
    return cell.startswith(FORMULA_STARTS)


def _safe(cell: str) -> str:
    return f"'{cell}" if is_formula(cell) or is_formula(cell.lstrip()) else cell


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
