"""Long lists, newest first, a page at a time by the keys of rows: none is counted through."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
KEY_LONGEST = 18
"""Digits of a key that the database can hold."""


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[Row]):
    """One page, and the keys from which its neighbours begin; 0 where there is none."""

    rows: list[Row]
    newer: int = 0
    older: int = 0

    @property
    def newest(self) -> int:
        """Key of the first row; 0 when there is none."""
        return self.rows[0].pk if self.rows else 0


def page_of(found: QuerySet[Row], *, below: int = 0, above: int = 0, length: int) -> KeyPage[Row]:
    """Return the page below a key, or the one above; without either, the newest.

    Two queries at most, however far back. Where less than a page is above, the newest is whole.
    """
    if above:
        rows = list(found.filter(pk__gt=above).order_by("pk")[: length + 1])
        if len(rows) > length:
            rows = rows[:length][::-1]
            return KeyPage(rows, newer=rows[0].pk, older=rows[-1].pk)
        below = 0
    if below:
        found = found.filter(pk__lt=below)
    rows = list(found.order_by("-pk")[: length + 1])
    shown = rows[:length]
    return KeyPage(
        shown,
        newer=shown[0].pk if shown and below else 0,
        older=shown[-1].pk if len(rows) > length else 0,
    )


def key_in(text: object) -> int:
    """Return a key out of an address; 0 for what is none."""
    digits = str(text)
    return int(digits) if digits.isdecimal() and len(digits) <= KEY_LONGEST else 0
