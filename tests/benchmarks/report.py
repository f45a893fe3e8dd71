"""What was measured, as a table and as JSON."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

HEADINGS = ("measure", "value", "reference", "ratio", "budget", "met")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure, beside what it is compared with and what it must keep."""

    measure: str
    value: float
    unit: str
    reference: str = ""
    """What `reference_value` is, in words."""
    reference_value: float | None = None
    ratio: float | None = None
    budget: str = ""
    met: bool | None = None
    """None: there is no budget."""

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts."""
        beside = "" if self.reference_value is None else f"{_number(self.reference_value)} "
        return (
            self.measure,
            f"{_number(self.value)} {self.unit}",
            f"{beside}{self.reference}",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self.budget,
            {True: "yes", False: "NO", None: ""}[self.met],
        )


def _number(value: float) -> str:
    """Return a figure with three significant digits, whole from a hundred on."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(rows: Iterable[Row]) -> str:
    """Return rows as a table for a terminal."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def write_json(path: Path, rows: Sequence[Row], *, quick: bool, complete: bool) -> None:
    """Write rows for machines, with what one needs to know of the run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    run = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": quick,
        "complete": complete,
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load_of_the_machine": os.getloadavg(),
        "budgets_met": complete and all(row.met is not False for row in rows),
        "rows": [asdict(row) for row in rows],
    }
    path.write_text(json.dumps(run, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
