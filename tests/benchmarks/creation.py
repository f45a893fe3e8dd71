"""How long a new portal takes, in a small and in a large installation, beside two other ways."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from django.db import connection, transaction
from django.test import override_settings
from django_tenants.clone import CloneSchema
from tqdm import trange

from tenants.models import Portal
from tenants.provisioning.schema import drop, replay
from tenants.provisioning.spares import keep_spares
from tenants.provisioning.template import script_for
from tests.benchmarks import portals
from tests.benchmarks.report import Row
from tests.benchmarks.world import World

FEW = 10
LONGEST = 1.0
"""Seconds, p95, starter content, first administrator and invitation included."""
SOURCE, COPY = "bench_source", "bench_copy"


def measure(world: World) -> list[Row]:
    """Time creation beside `FEW` and beside many portals."""
    portals.crowd(world, FEW)
    migrations = _seconds(_by_migrations)
    rows = []
    for size in (FEW, world.many):
        portals.crowd(world, size)
        clones = [_seconds(_by_clone) for _ in _clonings(world)]
        times = world.choose(30, 5)
        for spares in (1, 0):
            ours = list(_creations(f"timed-{size}-{spares}", times, spares))
            rows += _rows(size, spares, ours, median(clones), migrations)
    return rows


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that at least this share of the values do not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def _creations(name: str, times: int, spares: int) -> Iterator[float]:
    """Yield how long each creation took, with that many spare schemas of each kind ready."""
    for number in trange(times, desc="Creating", leave=False):
        with override_settings(SPARE_SCHEMAS=spares):
            keep_spares()
        yield _seconds(lambda slug=f"{name}-{number}": portals.make(slug))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _by_migrations() -> None:
    """Make a schema as django-tenants does by default; it has no content yet."""
    Portal(schema_name=COPY).create_schema(verbosity=0)
    drop(COPY)


def _by_clone() -> None:
    """Make a schema with content by django-tenants' clone."""
    CloneSchema().clone_schema(SOURCE, COPY)


def _clonings(world: World) -> Iterator[int]:
    """Yield turns with a filled schema to clone, and without the copy of the turn before."""
    with _source():
        for number in range(world.choose(5, 2)):
            yield number
            drop(COPY)


@contextmanager
def _source() -> Iterator[None]:
    script = script_for(Portal.Kind.LOCAL_AUTHORITY)
    with transaction.atomic():
        replay(script, SOURCE)
    connection.set_schema_to_public()
    try:
        yield
    finally:
        drop(SOURCE)


def _rows(size: int, spares: int, ours: list[float], clone: float, migrations: float) -> list[Row]:
    """Return the rows of a size; the budget is for the usual case, that a spare is ready."""
    middle, slow = percentile(ours, 0.5), percentile(ours, 0.95)
    what = f"New portal beside {size:,}" + ("" if spares else ", no spare ready")
    return [
        Row(
            measure=f"{what}, p50",
            value=middle,
            unit="s",
            reference="s by migrations, without content",
            reference_value=migrations,
            ratio=middle / migrations,
        ),
        Row(
            measure=f"{what}, p95",
            value=slow,
            unit="s",
            reference="s by django-tenants' clone, p50",
            reference_value=clone,
            ratio=slow / clone,
            budget=f"≤ {LONGEST:g} s" if spares else "",
            met=slow <= LONGEST if spares else None,
        ),
    ]
