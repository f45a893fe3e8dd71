"""Lighthouse over a page of every type of the served demonstration (C19).

    npm install --no-save lighthouse
    .venv/bin/python -m tests.benchmarks.lighthouse                 # Plymouth, and Cymru in Welsh
    .venv/bin/python -m tests.benchmarks.lighthouse middlesbrough   # these portals

Lighthouse is not among the project's packages: nothing but this needs it, and it is large. It runs
as a phone on a slow line (its own default), and the command ends with 1 when a page is below.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from config.environment import BASE
from tests.e2e.conftest import CHROMIUM
from tests.e2e.demonstration import Demonstration, served

LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Points that each page has at least (C19)."""
USUAL = ("plymouth", "cymru")
ALWAYS = ("/a-z/", "/jargon-buster/")
"""Addresses that every portal has besides its pages; results of a search are left out of search
engines on purpose, for which Lighthouse takes points."""


def pages(demonstration: Demonstration, slug: str) -> Iterator[str]:
    """Yield one address of each page type, in Welsh where the portal has it, and what is beside."""
    for addresses in demonstration.pages[slug].values():
        welsh = [each for each in addresses if each.startswith("/cy/")]
        yield (welsh or addresses)[0]
    yield from ALWAYS


def points(url: str, folder: Path) -> dict[str, int]:
    """Return what Lighthouse says of a page: points from 0 to 100 by category."""
    report = folder / "report.json"
    command = [
        lighthouse(),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(LEAST)}",
        "--chrome-flags=--headless --no-sandbox --disable-gpu",
    ]
    environ = os.environ | {"CHROME_PATH": str(CHROMIUM)}
    for is_last in (False, True):  # now and then it loses a trace, and says: run me again
        ran = subprocess.run(command, check=is_last, env=environ, stdout=subprocess.DEVNULL)
        if ran.returncode == 0:
            break
    found = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(100 * found[name]["score"]) for name in LEAST}


def lighthouse() -> str:
    """Return the command; say how to get it where it is missing."""
    found = os.environ.get("LIGHTHOUSE") or shutil.which(
        "lighthouse", path=str(BASE / "node_modules" / ".bin")
    )
    if not found:
        sys.exit("Lighthouse is missing: npm install --no-save lighthouse")
    return found


def main(slugs: list[str]) -> int:
    """Print a line for each page; return 1 when one is below."""
    below = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "served").mkdir()
        with served(folder / "served") as demonstration:
            for slug in slugs or USUAL:
                for path in dict.fromkeys(pages(demonstration, slug)):
                    demonstration.get(slug, path)  # the first visitor of a process waits longer
                    found = points(demonstration.url(slug, path), folder)
                    is_below = any(found[each] < least for each, least in LEAST.items())
                    below += is_below
                    row = " ".join(f"{found[each]:4d}" for each in LEAST)
                    print(f"{row}  {slug}{path}{'  BELOW' if is_below else ''}", flush=True)
    print(f"{below} below {LEAST}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
