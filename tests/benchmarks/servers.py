"""The same cached page from the servers that one may choose: gunicorn's workers and granian."""

from contextlib import ExitStack
from statistics import median

from tests.benchmarks import portals
from tests.benchmarks.pages import alternate, ratio
from tests.benchmarks.report import Row
from tests.benchmarks.server import CASEMENT, GUNICORN, serving
from tests.benchmarks.world import World

DATABASE = "single"
GRANIAN = (
    *("granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "{port}"),
    *("--workers", "1", "--no-ws"),
)
COMMANDS = {
    "gunicorn, gthread 1×4": [*GUNICORN, CASEMENT],
    "gunicorn, sync": [*GUNICORN, "--worker-class", "sync", CASEMENT],
    "granian, 1 thread": [*GRANIAN, "--blocking-threads", "1", CASEMENT],
    "granian, 4 threads": [*GRANIAN, "--blocking-threads", "4", CASEMENT],
}
CHOSEN = "gunicorn, gthread 1×4"
"""What `config/gunicorn.py` sets."""


def measure(world: World) -> list[Row]:
    """Load each server in turn; no budget, the figures choose the server."""
    host = portals.host_of(portals.single(world, DATABASE))
    variables = world.environment(DATABASE)
    with ExitStack() as stack:
        targets = {
            name: stack.enter_context(
                serving(world, command, variables, name=f"server-{number}")
            ).page(host)
            for number, (name, command) in enumerate(COMMANDS.items())
        }
        rates = alternate(targets, rounds=world.choose(7, 2), seconds=world.choose(2.0, 0.5))
    return [
        Row(
            measure=f"Cached page from {name}",
            value=median(rates[name]),
            unit="requests/s",
            reference=CHOSEN,
            reference_value=median(rates[CHOSEN]),
            ratio=ratio(rates, name, CHOSEN),
        )
        for name in targets
    ]
