"""`python -m tests.benchmarks [names…] [--quick] [--json FILE]`, which `make bench` runs.

Ends with 0 when every budget is met, 1 when one is missed or something cannot be measured, 130
when it is stopped; nothing of it stays behind but the JSON file.
"""

import argparse
import importlib
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from tests.benchmarks.report import Row, table, write_json
from tests.benchmarks.world import BASE, BenchError, World, world

VAR = Path(os.environ.get("CASEMENT_VAR") or BASE / "var").resolve()
"""Read here and not by `config`, whose own must become the bench's."""
MEASURES = ("pages", "servers", "weight", "staleness", "creation", "growth", "memory")
"""Modules beside this one, in the order of running: those that want a quiet server first."""


def main() -> int:
    """Run what the command line names, everything by default, and return the exit code."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, _stop)
    rows: list[Row] = []
    code = 0
    try:
        with world(VAR, quick=asked.quick) as place:
            for name in asked.names or MEASURES:
                print(f"Measuring: {name}", file=sys.stderr, flush=True)
                rows += _measure(name, place)
    except (BenchError, OSError) as error:
        print(f"The bench stopped. {error}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        code = 130
    print(table(rows))
    write_json(asked.json, rows, quick=asked.quick, complete=not code)
    return code or int(any(row.met is False for row in rows))


def _measure(name: str, place: World) -> list[Row]:
    found: list[Row] = importlib.import_module(f"tests.benchmarks.{name}").measure(place)
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Measure Casement against its budgets."
    )
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--quick", action="store_true", help="few rounds and portals: a trial")
    parser.add_argument("--json", type=Path, default=VAR / "bench.json", metavar="FILE")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(MEASURES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return asked


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
