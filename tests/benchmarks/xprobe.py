from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tests.benchmarks import portals, stock
from tests.benchmarks.pages import alternate, ratio
from tests.benchmarks.server import casement, serving, GUNICORN
def measure(world):
    portal = portals.single(world, 'plain', modules=())
    host = portals.host_of(portal)
    with ExitStack() as s:
        t={'empty': s.enter_context(stock.empty_view(world)).page(),
           'cached': s.enter_context(casement(world,'plain')).page(host),
           'proto': s.enter_context(serving(world,[*GUNICORN,'protowsgi:application'],world.environment('plain'),name='proto',folder=Path('/tmp'))).page(host)}
        r=alternate(t,rounds=9,seconds=2)
    print({k:(round(median(v)),[round(x) for x in v]) for k,v in r.items()})
    print(ratio(r,'cached','empty'), ratio(r,'proto','empty'))
    return []
