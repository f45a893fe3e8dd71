"""What a change changes, old beside new, with the words that differ marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from re import findall
from typing import Any

from cms.directory.values.shape import NEW_PLACE, SHAPES
from cms.directory.values.words import Wording, label_of

MOST_WORDS = 1200
"""Texts of more words are shown whole: comparing them would take too long."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `differs` where the other text has none of them there."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One field or list: what it is called, and its lines before and after, in pieces."""

    name: str
    label: str
    before: list[list[Piece]]
    after: list[list[Piece]]
    now: list[str]
    """What it holds meanwhile, where somebody else has changed it; else empty."""
    is_stale: bool = False


def differences(
    kind: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: Mapping[str, Any] | None = None,
) -> list[Difference]:
    """Return what differs between two sets of values, in the order of the form.

    `now`: what the entry holds at present, to say where it moved on since `before` was read.
    """
    wording = Wording(kind, *_sets(before, after, now or {}))
    found = []
    for name in SHAPES[kind].names:
        if name not in after or before.get(name) == after[name]:
            continue
        old, new = wording.lines(name, before), wording.lines(name, after)
        if old == new:
            continue
        is_stale = now is not None and name in before and now.get(name) != before[name]
        first, second = _marked(old, new)
        stands = wording.lines(name, now or {}) if is_stale else []
        found.append(Difference(name, label_of(kind, name), first, second, stands, is_stale))
    return found


def _sets(*sets: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the sets, and one more for the places that opening times name."""
    for values in sets:
        yield values
        rows = values.get("schedules") or ()
        names = [row.get("place") or "" for row in rows]
        yield {"places": [name for name in names if name and not name.startswith(NEW_PLACE)]}


def _marked(old: Sequence[str], new: Sequence[str]) -> tuple[list[list[Piece]], list[list[Piece]]]:
    if len(old) == len(new) == 1:
        return _compared(old[0], new[0])
    return _lines(old, new), _lines(new, old)


def _lines(lines: Sequence[str], others: Sequence[str]) -> list[list[Piece]]:
    """Mark the whole lines that the other side lacks."""
    return [[Piece(line, line not in others)] for line in lines]


def _compared(old: str, new: str) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """Mark the words that differ between two lines."""
    first, second = findall(r"\S+\s*", old), findall(r"\S+\s*", new)
    if max(len(first), len(second)) > MOST_WORDS:
        return [[Piece(old, True)]], [[Piece(new, True)]]
    steps = SequenceMatcher(a=first, b=second, autojunk=False).get_opcodes()
    if not any(tag == "equal" for tag, *_rest in steps):
        return [[Piece(old, True)]], [[Piece(new, True)]]
    before, after = [], []
    for tag, a, b, c, d in steps:
        if b > a:
            before.append(Piece("".join(first[a:b]), tag != "equal"))
        if d > c:
            after.append(Piece("".join(second[c:d]), tag != "equal"))
    return [before], [after]
