"""Postcodes as people type them. Pure."""

import re

_UNIT = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})\Z")
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\Z")
_LEFT_OUT = re.compile(r"[\s.\-_]+")
LONGEST = 30
"""Characters of what was typed that are looked at."""


def normalised(typed: str) -> str | None:
    """Return a whole postcode as it is written, `PL4 8AA`; None for anything else."""
    found = _UNIT.match(_bare(typed))
    return f"{found[1]} {found[2]}" if found else None


def outward(typed: str) -> str | None:
    """Return the first half alone, `PL4`, of a whole postcode or when only that was typed."""
    whole = normalised(typed)
    if whole:
        return whole.partition(" ")[0]
    bare = _bare(typed)
    return bare if _OUTWARD.match(bare) else None


def _bare(typed: str) -> str:
    if len(typed) > LONGEST or not typed.isascii():
        return ""
    return _LEFT_OUT.sub("", typed).upper()
