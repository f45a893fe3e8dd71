"""What a portal costs a worker's memory, and its database sessions', once it has been visited."""

import psutil
from tqdm import tqdm

from tests.benchmarks import portals
from tests.benchmarks.load import fetch
from tests.benchmarks.report import Row
from tests.benchmarks.server import Server, casement
from tests.benchmarks.world import World, administer


def measure(world: World) -> list[Row]:
    """Visit one portal, then many, and compare."""
    number = world.choose(200, 20)
    hosts = [portals.host_of(portal) for portal in portals.crowd(world, number)][:number]
    with casement(world, portals.CROWD) as server:
        for _ in range(50):
            fetch(server.page(hosts[0]))
        worker, sessions = _worker(server), _sessions()
        for host in tqdm(hosts[1:], desc="Visiting", unit=" portals", leave=False):
            fetch(server.page(host))
        return [
            _row("a worker", worker, _worker(server), number),
            _row("its database sessions", sessions, _sessions(), number),
        ]


def _worker(server: Server) -> float:
    """Return resident kilobytes of the one worker."""
    (worker,) = psutil.Process(server.pid).children()
    return float(worker.memory_info().rss) / 1024


def _sessions() -> float:
    """Return kilobytes that belong to the server's database sessions alone."""
    query = f"SELECT pid FROM pg_stat_activity WHERE datname = '{portals.CROWD}'"
    pids = [pid for (pid,) in administer(query, fetch=True)]
    return sum(psutil.Process(pid).memory_full_info().uss for pid in pids) / 1024


def _row(whose: str, before: float, after: float, number: int) -> Row:
    return Row(
        measure=f"Memory of {whose}, for each of {number} portals",
        value=(after - before) / (number - 1),
        unit="kB",
        reference=f"MB with 1 portal, {after / 1024:.0f} with {number}",
        reference_value=before / 1024,
    )
