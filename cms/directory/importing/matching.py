"""Which entry a line is about: by its key, by its names, or by what is much alike (C10)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

LIKE = 0.45
"""How much of their groups of three letters two names share for us to ask."""
MOST_ASKED = 4
"""Entries that are offered for one line."""
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an entry for finding it again."""

    key: str
    organisation: str
    name: str
    postcodes: frozenset[str]


class Finder:
    """Finds entries among all that there are, without asking the database."""

    def __init__(self, entries: Iterable[Known]) -> None:
        self.by_key: dict[str, Known] = {}
        self.by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._by_owner: dict[str, list[tuple[str, Known]]] = defaultdict(list)
        self._by_postcode: dict[str, list[tuple[str, Known]]] = defaultdict(list)
        for entry in entries:
            owner, name = folded(entry.organisation), folded(entry.name)
            self.by_key[entry.key] = entry
            self.by_name[owner, name].append(entry)
            self._by_owner[owner].append((name, entry))
            for postcode in entry.postcodes:
                self._by_postcode[postcode].append((name, entry))

    def same(self, organisation: str, name: str, postcode: str) -> Known | None:
        """Return the entry with these names, and that postcode where both sides have one."""
        found = self.by_name.get((folded(organisation), folded(name)), [])
        fits = [each for each in found if not each.postcodes or postcode in {"", *each.postcodes}]
        return fits[0] if len(fits) == 1 else None

    def alike(self, organisation: str, name: str, postcode: str) -> list[Known]:
        """Return entries of the organisation, or at the postcode, whose name is much alike."""
        wanted, owner = folded(name), folded(organisation)
        words = set(wanted.split())
        near = (*self._by_owner.get(owner, ()), *self._by_postcode.get(postcode, ()))
        found = {
            each.key: (likeness(wanted, other), each)
            for other, each in near
            if not words.isdisjoint(other.split())
        }
        order = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].key))
        return [each for like, each in order[:MOST_ASKED] if like >= LIKE]


def folded(name: str) -> str:
    """Return a name without what does not tell names apart: letters' case, signs, spaces."""
    return _SIGNS.sub(" ", name.casefold().replace("'", "")).strip()


def likeness(one: str, other: str) -> float:
    """Return how much two names are alike: 0 not at all, 1 the same."""
    first, second = _threes(one), _threes(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _threes(name: str) -> set[str]:
    padded = f"  {name} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}
