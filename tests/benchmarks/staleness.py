"""How long another process serves the old page after publishing, and whom publishing touches."""

import gzip
import time

from django.db import transaction
from tqdm import trange

from cms.models import HomePage
from tenants.current import portal_context
from tenants.models import Portal
from tests.benchmarks import portals
from tests.benchmarks.load import Target, fetch
from tests.benchmarks.report import Row
from tests.benchmarks.server import casement
from tests.benchmarks.world import BenchError, World

DATABASE = "pair"
LONGEST = 2.0
"""Seconds after the commit for which another process may serve the old page."""
PATIENCE = 10.0
PAUSE = 0.01


def measure(world: World) -> list[Row]:
    """Publish here, watch the pages of a server beside, several times."""
    one = portals.single(world, DATABASE)
    other = Portal.objects.filter(slug="other").first() or portals.make("other")
    waits: list[float] = []
    untouched = True
    with casement(world, DATABASE) as server:
        ours, theirs = (server.page(portals.host_of(portal)) for portal in (one, other))
        for number in trange(world.choose(10, 2), desc="Publishing", leave=False):
            time.sleep(number * 0.37 % LONGEST)  # at any point of what the server remembers
            text(ours)
            before = text(theirs)
            _write_past_the_product(other, f"Unseen {number}")
            waits.append(_publish_and_watch(one, ours, f"Published {number}"))
            untouched = untouched and text(theirs) == before
    return _rows(max(waits), untouched)


def _publish_and_watch(portal: Portal, target: Target, words: str) -> float:
    """Publish `words` and return the seconds until the old page was last asked for and got."""
    with portal_context(portal), transaction.atomic():
        page = HomePage.objects.get()
        page.hero_title = words
        page.save_revision().publish()
        committed = time.perf_counter()
    stale = 0.0
    while True:
        asked = time.perf_counter() - committed
        if words in text(target):
            return stale
        if asked > PATIENCE:
            raise BenchError(f"The new page is not there after {PATIENCE:g} s.")
        stale = asked
        time.sleep(PAUSE)


def _write_past_the_product(portal: Portal, words: str) -> None:
    """Change a page behind the product's back: it shows only if the kept page is lost."""
    with portal_context(portal):
        HomePage.objects.update(hero_title=words)


def text(target: Target) -> str:
    """Return a page."""
    body = fetch(target)[1]
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


def _rows(longest: float, untouched: bool) -> list[Row]:
    return [
        Row(
            measure="Old page in another process after publishing, longest",
            value=longest,
            unit="s",
            budget=f"≤ {LONGEST:g} s",
            met=longest <= LONGEST,
        ),
        Row(
            measure="Kept pages of other portals lost by publishing",
            value=0 if untouched else 1,
            unit="portals",
            budget="0",
            met=untouched,
        ),
    ]
