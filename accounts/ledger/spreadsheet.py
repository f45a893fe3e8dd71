"""Entries of the ledger as rows for a spreadsheet. Pure but for the words of verbs."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from accounts.ledger.chain import Entry
from accounts.ledger.words import detail_in_words
from accounts.verbs import words_for

HEAD = (
    *("Number", "Moment (UTC)", "Who", "Who (identity)", "What", "What (verb)"),
    *("About", "About (kind)", "About (identity)", "Detail", "Hash", "Hash of the entry before"),
)


def rows(entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
    """Yield the headings, then the cells of each entry."""
    yield HEAD
    for entry in entries:
        yield (
            entry.number,
            entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
            entry.actor_label,
            entry.actor_uuid or "",
            words_for(entry.verb),
            entry.verb,
            entry.subject_label,
            entry.subject_type,
            entry.subject_id,
            detail_in_words(entry.detail),
            entry.hash,
            entry.previous_hash,
        )
