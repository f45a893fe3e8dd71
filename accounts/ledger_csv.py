"""Entries of the ledger as a table for spreadsheets. Pure but for the words of verbs."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from accounts.chain import Entry
from accounts.ledger_reading import detail_in_words
from accounts.verbs import words_for

MARK = "\ufeff"
"""Begins the file, so that spreadsheets read it as UTF-8."""
HEAD = (
    *("Number", "Moment (UTC)", "Who", "Who (identity)", "What", "What (verb)"),
    *("About", "About (kind)", "About (identity)", "Detail", "Hash", "Hash of the entry before"),
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the file line by line."""
    yield MARK + line(HEAD)
    for entry in entries:
        yield line(cells(entry))


def cells(entry: Entry) -> tuple[Any, ...]:
    """Return one entry as the cells of its line."""
    return (
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


def line(values: Iterable[Any]) -> str:
    """Return a line; no cell of it can begin a formula."""
    text = io.StringIO()
    csv.writer(text).writerow([safe(str(value)) for value in values])
    return text.getvalue()


def safe(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before it."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text
