"""How long a page takes where there is one portal, and where there are a thousand."""

from contextlib import ExitStack
from statistics import median

from tqdm import tqdm, trange

from tests.benchmarks import portals
from tests.benchmarks.load import Target, fetch, run
from tests.benchmarks.report import Row
from tests.benchmarks.server import casement
from tests.benchmarks.world import World

ALONE = "single"
MOST = 1.1


def measure(world: World) -> list[Row]:
    """Ask both installations in turn; the large one has served all its portals before."""
    alone = portals.host_of(portals.single(world, ALONE))
    hosts = [portals.host_of(portal) for portal in portals.crowd(world, world.many)]
    rows = []
    for what, page_cache in (("cached", True), ("uncached", False)):
        with ExitStack() as stack:
            small = stack.enter_context(casement(world, ALONE, page_cache=page_cache))
            large = stack.enter_context(casement(world, portals.CROWD, page_cache=page_cache))
            for host in tqdm(hosts, desc="Visiting", unit=" portals", leave=False):
                fetch(large.page(host))
            rows.append(_row(world, what, small.page(alone), large.page(hosts[0])))
    return rows


def _row(world: World, what: str, small: Target, large: Target) -> Row:
    """Take turns, each starting every other round, so that neither has the better half."""
    rounds, seconds = world.choose(20, 4), world.choose(1.0, 0.5)
    for target in (small, large):
        run(target, seconds=1.0)
    pairs = []
    for number in trange(rounds, desc=f"Asking, {what}", leave=False):
        order = (large, small) if number % 2 else (small, large)
        took = {target: _milliseconds(target, seconds) for target in order}
        pairs.append((took[large], took[small]))
    ratio = median(one / other for one, other in pairs)
    return Row(
        measure=f"A page, {what}, with {world.many:,} portals, p50",
        value=median(one for one, _ in pairs),
        unit="ms",
        reference="ms with 1 portal",
        reference_value=median(other for _, other in pairs),
        ratio=ratio,
        budget=f"ratio ≤ {MOST:g}",
        met=ratio <= MOST,
    )


def _milliseconds(target: Target, seconds: float) -> float:
    return run(target, seconds=seconds, connections=1).latency * 1000
