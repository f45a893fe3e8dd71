"""What is wrong with a line of a list: all of it at once, column by column (C10)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.utils.translation import gettext as _

from accounts.csv_files import Line
from cms.directory.importing.cells import CellRefused, unescaped
from cms.directory.importing.columns import NEEDED, PLACE, PLACE_MORE, Column
from cms.directory.importing.rows import Cells

IDENTITY = frozenset({"id", *NEEDED, "postcode"})
"""Columns that say which entry a line is about."""


class Faults:
    """The faults of one line, in words, and the columns that could not be read."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.columns: set[str] = set()

    @contextmanager
    def noted(self, *columns: str) -> Iterator[None]:
        """Keep what is refused within, of these columns; where one of them failed before, skip."""
        try:
            yield
        except CellRefused as refused:
            if not self.columns & set(columns):
                self.words.append(str(refused))

    @property
    def hides_the_entry(self) -> bool:
        """Whether it cannot be told which entry the line is about."""
        return bool(self.columns & IDENTITY)


def read_cells(line: Line, columns: Mapping[str, Column]) -> tuple[Cells, Faults]:
    """Return the cells that make sense, and what is wrong with the others."""
    cells: Cells = {}
    faults = Faults()
    if "" in line.cells:
        faults.words.append(_("This row has more cells than there are columns."))
    for name, cell in line.cells.items():
        try:
            if name:
                cells[name] = columns[name].clean(unescaped(cell.strip()))
        except CellRefused as refused:
            _note(faults, name, str(refused))
    for name in NEEDED:
        if not cells.get(name) and name not in faults.columns:
            _note(faults, name, _("it is empty."))
    with faults.noted("latitude", "longitude"):
        _check_point(cells)
    return cells, faults


def check_entry(
    cells: Cells, before: Cells, after: Cells, *, publishes: bool, is_free_with_price: bool
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what does not go together in an entry, each with the columns that it is about.

    `before` is the entry as it is, empty for a new one; `after` as the line would leave it.
    """
    if not publishes and cells.get("visibility", "") not in ("", before.get("visibility", "draft")):
        yield ("visibility",), _("Only publishers publish and hide entries.")
    if not before and not cells.get("description"):
        yield ("description",), _("A new entry needs a description.")
    if after.get("visibility") == "published" and not after.get("assured_on"):
        columns = ("visibility", "assured_on")
        yield columns, _("Say in “assured_on” when the entry was last checked.")
    youngest, oldest = after.get("minimum_age"), after.get("maximum_age")
    if youngest and oldest and int(youngest) > int(oldest):
        columns = ("minimum_age", "maximum_age")
        yield columns, _("The youngest age is higher than the oldest.")
    if after.get("is_free") == "yes" and is_free_with_price:
        yield ("is_free",), _("The entry has a price: delete that first, or say that it costs.")


PLACE_COLUMNS = (*PLACE, *PLACE_MORE)


def _note(faults: Faults, column: str, problem: str) -> None:
    words = {"column": column, "problem": problem}
    faults.words.append(_("Column “%(column)s”: %(problem)s") % words)
    faults.columns.add(column)


def _check_point(cells: Cells) -> None:
    if bool(cells.get("latitude")) != bool(cells.get("longitude")):
        raise CellRefused(_("Give both latitude and longitude, or neither."))
