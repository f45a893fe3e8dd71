"""The arithmetic of the ledger: what is hashed, and what is wrong with a chain. Pure.

Anyone can check a copy: an entry's hash is the SHA-256, in hexadecimal, of the UTF-8 text of a JSON
object of all its fields but the hash itself, with sorted keys and no space around `,` and `:`. The
first entry's `previous_hash` is 64 zeros, every other one's is the hash of the entry before.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, Protocol
from uuid import UUID

START = "0" * 64
"""`previous_hash` of the first entry."""


class Entry(Protocol):
    """What the arithmetic needs to know of an entry."""

    number: int
    at: datetime
    actor_uuid: UUID | None
    actor_label: str
    verb: str
    subject_type: str
    subject_id: str
    subject_label: str
    detail: Any
    previous_hash: str
    hash: str


class Wrong(StrEnum):
    """Ways in which a chain can be wrong."""

    GAP = "gap"
    ALTERED = "altered"
    BROKEN_LINK = "broken link"
    WRONG_ORDER = "wrong order"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the entry of that number."""

    number: int
    wrong: Wrong
    explanation: str

    def __str__(self) -> str:
        return f"Entry {self.number}: {self.wrong}. {self.explanation}"


def plain(value: Any) -> Any:
    """Return a value as JSON keeps it, the same after being stored and read again.

    Dates, UUIDs and decimals become text, sets lists. Raises `TypeError` for a float, whose
    spelling PostgreSQL may change, and for anything else that is not data; `ValueError` for text
    that PostgreSQL cannot keep.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, UUID | Decimal):
        value = str(value)
    if not isinstance(value, str):
        raise TypeError(f"The ledger cannot keep a {type(value).__name__}.")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError("The ledger cannot keep text with a zero byte or half a character.")
    return str(value)


def canonical(entry: Entry) -> str:
    """Return the text that is hashed: all fields but the hash, always spelt the same."""
    fields = {
        "actor_label": entry.actor_label,
        "actor_uuid": str(entry.actor_uuid) if entry.actor_uuid else None,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "detail": entry.detail,
        "number": entry.number,
        "previous_hash": entry.previous_hash,
        "subject_id": entry.subject_id,
        "subject_label": entry.subject_label,
        "subject_type": entry.subject_type,
        "verb": entry.verb,
    }
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(entry: Entry) -> str:
    """Return the hash that an entry must have."""
    return hashlib.sha256(canonical(entry).encode()).hexdigest()


def verify(entries: Iterable[Entry]) -> list[Fault]:
    """Return all that is wrong with a chain, read once from its first entry to its last."""
    faults: list[Fault] = []
    before: Entry | None = None
    for entry in entries:
        faults += _faults_of(entry, before)
        before = entry
    return faults


def _faults_of(entry: Entry, before: Entry | None) -> Iterator[Fault]:
    if digest(entry) != entry.hash:
        yield Fault(entry.number, Wrong.ALTERED, "Its content does not match its hash.")
    expected = before.number + 1 if before else 1
    if entry.number > expected:
        missing = (
            f"{expected}" if entry.number == expected + 1 else f"{expected}–{entry.number - 1}"
        )
        yield Fault(entry.number, Wrong.GAP, f"Before it, {missing} is missing.")
        return
    if entry.number < expected:
        yield Fault(entry.number, Wrong.WRONG_ORDER, f"It comes after entry {expected - 1}.")
        return
    if entry.previous_hash != (before.hash if before else START):
        yield Fault(entry.number, Wrong.BROKEN_LINK, "It does not follow from the entry before.")
    if before and entry.at < before.at:
        yield Fault(entry.number, Wrong.WRONG_ORDER, "It is dated before the entry before it.")
