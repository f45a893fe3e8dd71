"""What somebody asks of the finder: the whole of it stands in the address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from cms.directory.finder.catalogue import COST, DAY, FREE, Catalogue
from cms.directory.models.schedules import DAYS

WORDS, POSTCODE, WITHIN, AGE, AFTER = "q", "postcode", "within", "age", "after"
RESERVED = (WORDS, POSTCODE, WITHIN, AGE, AFTER)
"""Names in the address that no taxonomy can have."""
DISTANCES = (1, 3, 5, 10, 20)
"""Miles that can be chosen."""
MOST_VALUES = 40
"""Values of one facet that are looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in shape; what made no sense was left out."""

    words: str = ""
    postcode: str = ""
    """As typed; where it is, the gazetteer knows."""
    miles: int | None = None
    age: int | None = None
    """Of the child, in years."""
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield it as an address holds it."""
        if self.words:
            yield WORDS, self.words
        if self.postcode:
            yield POSTCODE, self.postcode
        if self.miles:
            yield WITHIN, str(self.miles)
        if self.age is not None:
            yield AGE, str(self.age)
        for name, chosen in self.facets.items():
            for code in sorted(chosen):
                yield name, code

    def query(self, after: str = "") -> str:
        """Return it as the end of an address, with its question mark; empty for nothing asked."""
        made = QueryDict(mutable=True)
        for name, value in self.pairs():
            made.appendlist(name, value)
        if after:
            made[AFTER] = after
        return f"?{made.urlencode()}" if made else ""

    def without(self, name: str, code: str = "") -> "Asked":
        """Return the question without one thing: a field, a facet, or one value of a facet."""
        if name in self.facets:
            left = self.facets[name] - {code} if code else frozenset()
            others = {key: value for key, value in self.facets.items() if key != name}
            return replace(self, facets={**others, name: left} if left else others)
        nothing = {WORDS: {"words": ""}, AGE: {"age": None}, WITHIN: {"miles": None}}
        return replace(self, **nothing.get(name, {"postcode": "", "miles": None}))  # type: ignore[arg-type]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not any(True for _pair in self.pairs())


def read_facets(query: QueryDict, known: Catalogue) -> dict[str, frozenset[str]]:
    """Return the values chosen, by facet; what the portal does not know counts as not chosen."""
    codes: dict[str, set[str]] = {
        each.code: {option.code for option in each.options}
        for each in (*known.taxonomies, known.localities)
        if each.code not in RESERVED
    }
    codes |= {DAY: set(DAYS), COST: {FREE}}
    chosen = {
        name: frozenset(query.getlist(name)[:MOST_VALUES]) & values
        for name, values in codes.items()
        if name in query
    }
    return {name: frozenset(values) for name, values in chosen.items() if values}
