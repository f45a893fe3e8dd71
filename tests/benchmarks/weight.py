"""What a first visit to a home page weighs: page, styles, brand, script and icon, compressed."""

import gzip
import re
from collections.abc import Callable

from cms.demonstration import build_demonstration
from tenants.models import Portal
from tests.benchmarks import portals
from tests.benchmarks.load import fetch
from tests.benchmarks.report import Row
from tests.benchmarks.server import casement
from tests.benchmarks.world import World

DATABASE = "demonstration"
MOST = 35_000
"""Bytes of a first visit's bodies, without photographs."""
PARTS = re.compile(
    r'<link\b[^>]*\brel="(?:stylesheet|icon)"[^>]*\bhref="([^"]+)"'
    r'|<(?:script|img)\b[^>]*\bsrc="([^"]+)"'
)

Fetch = Callable[[str], bytes]
"""From a path to a body, compressed where the server compresses."""


def measure(world: World) -> list[Row]:
    """Visit the home page of each demonstration portal."""
    world.use(DATABASE)
    build_demonstration()
    rows = []
    with casement(world, DATABASE) as server:
        for portal in Portal.objects.order_by("slug"):
            host = portals.host_of(portal)
            weights = first_visit(lambda path, host=host: fetch(server.page(host, path))[1])
            rows.append(_row(portal.slug, sum(weights.values())))
    return rows


def first_visit(fetch_body: Fetch, path: str = "/") -> dict[str, int]:
    """Return the bytes of a page and of all that it makes a browser fetch, by address."""
    page = fetch_body(path)
    text = (gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page).decode()
    return {path: len(page)} | {part: len(fetch_body(part)) for part in parts_of(text)}


def parts_of(text: str) -> set[str]:
    """Return the addresses of styles, icons, scripts and pictures of a page."""
    return {link or source for link, source in PARTS.findall(text)}


def _row(slug: str, weight: int) -> Row:
    return Row(
        measure=f"First visit, {slug}",
        value=weight,
        unit="bytes",
        budget=f"≤ {MOST:,} bytes",
        met=weight <= MOST,
    )
