"""The HTML of every public page, and of what stands below them, by the Nu HTML checker."""

import json
import re
import shutil
import subprocess

import pytest
from bs4 import BeautifulSoup

from config.environment import BASE, flag
from tests.e2e.demonstration import SLUGS

CHECKER = BASE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")
MISSING = "The Nu HTML checker needs `java` on the PATH"
BELOW = re.compile(r"/(cy/)?(events|news|find-a-service|services|a-to-z|jargon)/[^#?]+$")
"""Addresses that are no pages of the tree, but made by one."""
OTHERS = ["/search/", "/search/?q=parents", "/sign-in/", "/sign-up/", "/nothing-here/"]
EACH = 12
"""Things below pages that are looked at in each portal."""


def below(text: str) -> set[str]:
    """Return the addresses of a page's links that lead to things below pages."""
    links = BeautifulSoup(text, "html.parser").select("main a[href]")
    return {link["href"] for link in links if BELOW.match(link["href"])}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_is_valid_html(slug, demonstration, tmp_path):
    if not JAVA:
        if flag("CASEMENT_NEEDS_BROWSER"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    pages = sorted({path for paths in demonstration.pages[slug].values() for path in paths})
    texts = {path: demonstration.get(slug, path)[1] for path in pages}
    more = sorted(set().union(*map(below, texts.values())) - set(pages))
    welsh = [f"/cy{path}" for path in OTHERS if any(p.startswith("/cy/") for p in pages)]
    for path in [*more[:: len(more) // EACH + 1], *OTHERS, *welsh]:
        texts[path] = demonstration.get(slug, path)[1]
    names = {}
    for path, text in texts.items():
        if text.lstrip().lower().startswith("<!doctype html"):  # no feeds, no calendars
            names[f"{len(names)}.html"] = path
            (tmp_path / f"{len(names) - 1}.html").write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [JAVA, "-jar", CHECKER, "--format", "json", "--exit-zero-always", tmp_path],
        capture_output=True,
        check=True,
    )
    faults = []
    for said in json.loads(ran.stderr)["messages"]:
        page = names[said["url"].rpartition("/")[2]]
        faults.append(f"{page}: {said['message']} {said.get('extract', '')}")
    assert not faults, "\n".join(faults)
