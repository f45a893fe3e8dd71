"""What fits a question: filters, counts, order, pages, and what to leave out when nothing fits.

Works on the catalogue alone; words and the postcode's place were looked up before.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from cms.directory.facets import Facet as Code
from cms.directory.finder.asked import AGE, WITHIN, WORDS, Asked
from cms.directory.finder.catalogue import COST, DAY, LOCALITY, Catalogue, Listed, Value
from cms.folding import fold
from tenants.distances import Point, distance

ON_A_PAGE = 20
METRES_IN_A_MILE = 1609.344
KEY_LONGEST = 300
"""Characters of a page's key that are looked at."""
HARDNESS: Mapping[str, int] = {
    WITHIN: 1,
    LOCALITY: 2,
    DAY: 3,
    Code.KIND: 4,
    Code.LEVEL: 5,
    Code.FORMAT: 6,
    Code.ROUTE: 7,
    Code.AGE_THEME: 8,
    COST: 9,
    Code.ACCESSIBILITY: 12,
    Code.LANGUAGE: 12,
    AGE: 14,
    Code.NEED: 16,
    WORDS: 40,
}
"""How hard it is for a family to do without something: what is easiest is left out first."""
OF_OUR_OWN = 6
"""The same for taxonomies that a portal added."""


@dataclass(frozen=True, slots=True)
class Found:
    """What fits; `left_out` says without which of the filters, empty when all hold."""

    page: list[Listed] = field(default_factory=list)
    total: int = 0
    counts: Mapping[Value, int] = field(default_factory=dict)
    """How many would be found with a value, whatever else is chosen of its facet."""
    metres: Mapping[UUID, float] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    next_key: str = ""


def look(
    known: Catalogue,
    asked: Asked,
    *,
    ranks: Mapping[UUID, float] | None = None,
    point: Point | None = None,
    language: str = "en",
    after: str = "",
) -> Found:
    """Return a page of what fits, nearest or best first.

    `ranks` are the services that have the words, with how well; None when none were asked for.
    """
    services = list(known.shown())
    metres = _distances(services, point) if point else {}
    unmet = {each.key: _unmet(each, asked, ranks, metres, point) for each in services}
    left_out = _left_out(unmet.values())
    order = _Order(metres, ranks or {}, by_distance=point is not None, language=language)
    fitting = sorted((e for e in services if unmet[e.key] <= left_out), key=order)
    rest = [e for e in fitting if "~".join(order(e)) > after[:KEY_LONGEST]] if after else fitting
    page = rest[:ON_A_PAGE]
    return Found(
        page=page,
        total=len(fitting),
        counts=_counts(services, unmet, left_out),
        metres=metres,
        left_out=left_out,
        next_key="~".join(order(page[-1])) if len(rest) > ON_A_PAGE else "",
    )


def _distances(services: Iterable[Listed], point: Point) -> dict[UUID, float]:
    return {
        each.key: min(distance(point, place) for place in each.places)
        for each in services
        if each.places
    }


def _unmet(
    listed: Listed,
    asked: Asked,
    ranks: Mapping[UUID, float] | None,
    metres: Mapping[UUID, float],
    point: Point | None,
) -> frozenset[str]:
    """Return the names of the filters that a service does not pass.

    What has no place (online, by telephone, at home) is near everybody.
    """
    unmet = {name for name, chosen in asked.facets.items() if not listed.has(name, chosen)}
    if ranks is not None and listed.key not in ranks:
        unmet.add(WORDS)
    if asked.age is not None and not listed.is_for(asked.age):
        unmet.add(AGE)
    if point and asked.miles and metres.get(listed.key, 0) > asked.miles * METRES_IN_A_MILE:
        unmet.add(WITHIN)
    return frozenset(unmet)


def _left_out(unmet: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the filters to do without so that something fits: the ones easiest to do without.

    None of them while something fits all; all of them where it must be: somebody who finds nothing
    is shown what else there is (C8).
    """
    return min(set(unmet), key=lambda names: (_hardness(names), sorted(names)), default=frozenset())


def _hardness(names: Iterable[str]) -> int:
    return sum(HARDNESS.get(name, OF_OUR_OWN) for name in names)


def _counts(
    services: Iterable[Listed],
    unmet: Mapping[UUID, frozenset[str]],
    left_out: frozenset[str],
) -> Counter[Value]:
    """Count each facet's values among what fits all the other filters."""
    counted: Counter[Value] = Counter()
    for each in services:
        missing = unmet[each.key] - left_out
        if len(missing) < 2:
            counted.update(v for v in each.values if missing <= {v[0]})
            if missing <= {LOCALITY}:
                counted.update((LOCALITY, slug) for slug in each.localities or ("",))
    return counted


@dataclass(frozen=True, slots=True)
class _Order:
    """Nearest first, what has no place last; without a place, best first, then by name."""

    metres: Mapping[UUID, float]
    ranks: Mapping[UUID, float]
    by_distance: bool
    language: str

    def __call__(self, listed: Listed) -> tuple[str, str]:
        """Return what it is sorted by, as text: this is also the key of the page behind it."""
        name = listed.name_cy if self.language == "cy" and listed.name_cy else listed.name
        first = ""
        if self.by_distance:
            far = self.metres.get(listed.key)
            first = f"{far:011.1f}" if far is not None else "none"
        elif self.ranks:
            first = f"{2 - min(self.ranks.get(listed.key, 0.0), 1.0):.6f}"
        return f"{first} {fold(name)}", listed.key.hex
