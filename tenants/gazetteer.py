"""Where postcodes are: finding them, and filling the table from the ONS Postcode Directory (C8)."""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.models import Avg

from tenants.connection import connection
from tenants.distances import Point
from tenants.models import Postcode
from tenants.postcodes import normalised, outward

SAMPLE = Path(__file__).parent / "sample_postcodes.csv"
COLUMNS = {
    "unit": re.compile(r"pcds"),
    "latitude": re.compile(r"lat"),
    "longitude": re.compile(r"long"),
    "district": re.compile(r"oslaua|laua|lad\d\dcd"),
    "ward": re.compile(r"osward|ward|wd\d\dcd"),
}
"""Our columns and what the ONS calls them: the names of districts and wards carry a year."""
NOWHERE = 90.0
"""The ONS gives latitude 99.999999 to postcodes that are nowhere, such as those of Guernsey."""
Progress = Callable[[int], object]


class GazetteerRefused(Exception):
    """A file that is not the ONS Postcode Directory; the text is for people."""


def find_point(typed: str) -> Point | None:
    """Return where a postcode is, or about where its first half is; None where it is unknown."""
    unit = normalised(typed)
    found = unit and Postcode.objects.filter(pk=unit).first()
    if found:
        return Point(found.latitude, found.longitude)
    half = outward(typed)
    if half is None or unit:
        return None
    middle = Postcode.objects.filter(unit__startswith=f"{half} ").aggregate(
        latitude=Avg("latitude"), longitude=Avg("longitude")
    )
    return Point(**middle) if middle["latitude"] is not None else None


def load_sample() -> int:
    """Load the shipped sample unless there are real postcodes; return how many were loaded."""
    if Postcode.objects.filter(is_sample=False).exists():
        return 0
    return load_postcodes(SAMPLE, is_sample=True)


def load_postcodes(
    path: Path, *, is_sample: bool = False, progress: Progress = lambda done: None
) -> int:
    """Make the table hold what the file holds, in one transaction; return how many postcodes.

    `progress` is told how many bytes were read since it was told last. Raises `GazetteerRefused`;
    then everything stays as it was.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file, transaction.atomic():
            rows = _Rows(file, is_sample=is_sample, progress=progress)
            try:
                return _replace(rows)
            except DatabaseError:
                # The driver hides what went wrong in reading behind an error of its own.
                raise rows.fault or GazetteerRefused("The database refused the file.") from None
    except FileNotFoundError:
        raise GazetteerRefused(f"There is no file {path}.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise GazetteerRefused(f"{path} is not a CSV file: {error}") from None


def _replace(rows: "_Rows") -> int:
    names = ("unit", "latitude", "longitude", "district", "ward", "is_sample")
    listed = ", ".join(names)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE arriving (LIKE public.tenants_postcode) ON COMMIT DROP")
        with connection.wrap_database_errors:
            cursor.copy_expert(f"COPY arriving ({listed}) FROM STDIN", rows)
        if not rows.count:
            raise GazetteerRefused("The file holds no postcode with a place.")
        cursor.execute("DELETE FROM public.tenants_postcode")
        cursor.execute(
            f"INSERT INTO public.tenants_postcode ({listed}) "  # noqa: S608  (our own names)
            f"SELECT DISTINCT ON (unit) {listed} FROM arriving ORDER BY unit"
        )
        count = cursor.rowcount
        cursor.execute("DROP TABLE arriving")
    return int(count)


class _Rows:
    """The file as what COPY reads: a line at a time, never all of it in the memory."""

    def __init__(self, file: Iterator[str], *, is_sample: bool, progress: Progress) -> None:
        self.file, self.progress = file, progress
        self.mark = "t" if is_sample else "f"
        self.count = self.read_bytes = 0
        self.reader = csv.reader(self._counted(), strict=True)
        self.places = self._places(next(self.reader, []))
        self.left = ""
        self.fault: Exception | None = None

    def read(self, size: int = 8192) -> str:
        """Return up to `size` characters of rows; empty at the end."""
        try:
            self._fill(size)
        except (GazetteerRefused, UnicodeDecodeError, csv.Error) as fault:
            self.fault = fault
            raise
        self.progress(self.read_bytes)
        self.read_bytes = 0
        now, self.left = self.left[:size], self.left[size:]
        return now

    def _fill(self, size: int) -> None:
        while len(self.left) < size:
            row = next(self.reader, None)
            if row is None:
                return
            self.left += self._line(row)

    def _counted(self) -> Iterator[str]:
        for line in self.file:
            self.read_bytes += len(line)
            yield line

    def _places(self, header: list[str]) -> dict[str, int]:
        names = [name.strip().lower() for name in header]
        found = {
            ours: next((at for at, name in enumerate(names) if theirs.fullmatch(name)), None)
            for ours, theirs in COLUMNS.items()
        }
        missing = [ours for ours, at in found.items() if at is None]
        if missing:
            raise GazetteerRefused(
                "This is not the ONS Postcode Directory: its first line names no column for "
                f"{', '.join(missing)}."
            )
        return {ours: at for ours, at in found.items() if at is not None}

    def _line(self, row: list[str]) -> str:
        """Return one row for COPY; empty for a postcode that is nowhere."""
        if not row:
            return ""
        try:
            cells = {name: row[at].strip() for name, at in self.places.items()}
            latitude, longitude = float(cells["latitude"]), float(cells["longitude"])
        except (IndexError, ValueError):
            raise GazetteerRefused(
                f"Line {self.reader.line_num} has no latitude and longitude."
            ) from None
        unit = normalised(cells["unit"])
        if unit is None or not -NOWHERE <= latitude <= NOWHERE or not -180 <= longitude <= 180:
            return ""
        self.count += 1
        codes = (re.sub(r"[^A-Z0-9]", "", cells[name])[:9] for name in ("district", "ward"))
        return "\t".join([unit, repr(latitude), repr(longitude), *codes, self.mark]) + "\n"
