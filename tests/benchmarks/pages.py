"""Public pages: requests per second of one worker, beside an empty view and a stock Wagtail."""

import gzip
import html
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from statistics import median

from tqdm import tqdm

from tests.benchmarks import portals, stock
from tests.benchmarks.load import Target, fetch, run
from tests.benchmarks.report import Row
from tests.benchmarks.server import casement
from tests.benchmarks.world import BenchError, World

DATABASE = "plain"
CACHED_TO_EMPTY = 0.6
CACHED_TO_STOCK = 20.0
UNCACHED_TO_STOCK = 1.0
ALIKE = 0.9
"""Words that two pages must share to count as the same page."""

Rates = Mapping[str, list[float]]


def measure(world: World) -> list[Row]:
    """Load each server in turn, several times over; ratios are taken within a turn."""
    portal = portals.single(world, DATABASE, modules=())
    host = portals.host_of(portal)
    with ExitStack() as stack:
        cached = stack.enter_context(casement(world, DATABASE))
        uncached = stack.enter_context(casement(world, DATABASE, page_cache=False))
        wagtail = stack.enter_context(stock.stock_wagtail(world, portal))
        targets = {
            "empty": stack.enter_context(stock.empty_view(world)).page(),
            "cached": cached.page(host),
            "uncached": uncached.page(host),
            "stock": wagtail.page(),
            "tenants": stack.enter_context(stock.plain_tenants(world, DATABASE)).page(host),
        }
        require_same_page(targets["uncached"], targets["stock"])
        rates = alternate(targets, rounds=world.choose(9, 3), seconds=world.choose(3.0, 0.5))
    return _rows(rates)


def alternate(targets: Mapping[str, Target], *, rounds: int, seconds: float) -> Rates:
    """Return requests per second of each target in each round, after one round to warm up.

    Every other round goes backwards, so that none always comes after the same one.
    """
    rates: dict[str, list[float]] = {name: [] for name in targets}
    with tqdm(total=(rounds + 1) * len(targets), unit=" loads", leave=False) as bar:
        for number in range(rounds + 1):
            for name in list(targets)[:: -1 if number % 2 else 1]:
                rate = run(targets[name], seconds=seconds).rate
                if number:
                    rates[name].append(rate)
                bar.update()
    return rates


def ratio(rates: Rates, name: str, reference: str) -> float:
    """Return the median, over the rounds, of one target's rate by another's."""
    pairs = zip(rates[name], rates[reference], strict=True)
    return median(one / other for one, other in pairs)


def require_same_page(one: Target, other: Target) -> None:
    """Raise `BenchError` unless two pages say the same."""
    words, others = (Counter(words_of(fetch(target)[1])) for target in (one, other))
    shared, all_words = (words & others).total(), (words | others).total()
    if shared < ALIKE * all_words:
        raise BenchError(
            f"The stock page is no longer the same page: {shared} of {all_words} words are shared."
        )


def words_of(body: bytes) -> list[str]:
    """Return the words that a page shows."""
    text = gzip.decompress(body).decode() if body[:2] == b"\x1f\x8b" else body.decode()
    return html.unescape(re.sub(r"<[^>]+>", " ", text.partition("<body")[2])).split()


def _rows(rates: Rates) -> list[Row]:
    def row(what: str, name: str, reference: str, words: str, least: float | None) -> Row:
        found = ratio(rates, name, reference)
        return Row(
            measure=what,
            value=median(rates[name]),
            unit="requests/s",
            reference=words,
            reference_value=median(rates[reference]),
            ratio=found,
            budget="" if least is None else f"ratio ≥ {least:g}",
            met=None if least is None else found >= least,
        )

    empty, wagtail = "empty Django view", "stock Wagtail page"
    return [
        row("Public page, cached", "cached", "empty", empty, CACHED_TO_EMPTY),
        row("Public page, cached", "cached", "stock", wagtail, CACHED_TO_STOCK),
        row("Public page, uncached", "uncached", "stock", wagtail, UNCACHED_TO_STOCK),
        row("Empty view behind django-tenants", "tenants", "empty", empty, None),
    ]
