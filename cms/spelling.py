"""Mended spelling: for each word that nothing has, the one most like it that something has."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from cms.edits import slips
from cms.folding import fold
from tenants.current import current
from tenants.modules import switched_off_modules

WORDS = 5
"""Words of a query that are mended."""
SHORTEST = 4
"""Letters of a word that is mended: shorter ones are like too many others."""
LIKE_AT_ALL = 0.15
"""How like a typed word a known one must be, from 0 to 1, to be looked at: few pieces of three
letters outlive a slip in a short word."""
LIKE_ENOUGH = 0.5
"""How like it must be to be offered for that alone."""
LOOKED_AT = 60
"""Known words that are looked at for each that was typed."""
SHORT = 5
"""Letters up to which one slip is all that a word may have; longer ones may have two."""
LEAD = 300
"""Characters of each text whose words are known, besides its title and keywords."""
KNOWN = 3_000
"""Texts whose words are known."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SQL = """
WITH known AS MATERIALIZED (
    SELECT word, nentry FROM ts_stat(format(
        'SELECT to_tsvector(''simple'', title || '' '' || left(text, %%1$s) || '' '' || keywords)
        FROM cms_searchdocument WHERE coalesce(shows_from <= %%3$L, true)
        AND coalesce(shows_until > %%3$L, true) AND module <> ALL (%%4$L::text[])
        LIMIT %%2$s', %s::text, %s::text, %s::text, %s::text[]))
    WHERE length(word) > 2
)
SELECT typed, near.word, near.likeness, near.nentry FROM unnest(%s::text[]) AS typed
CROSS JOIN LATERAL (
    SELECT word, nentry, similarity(word, typed) AS likeness FROM known
    WHERE similarity(word, typed) >= %s ORDER BY likeness DESC, nentry DESC, word LIMIT %s
) AS near
WHERE to_tsvector('english', typed) <> ''
"""


class _Known(NamedTuple):
    word: str
    likeness: float
    times: int


def did_you_mean(words: str) -> str:
    """Return a query with each unknown word mended, the rest of it as it is; '' for no change.

    Words that stand in every text, short ones and those with an apostrophe are left alone.
    """
    typed = [fold(found[0]) for found in _WORD.finditer(words)]
    unsure = [word for word in typed if len(word) >= SHORTEST and word.isalpha()]
    mended = _mended(unsure[:WORDS]) if unsure else {}
    if not mended:
        return ""
    return _WORD.sub(lambda found: mended.get(fold(found[0]), found[0]), words)


def _mended(typed: Sequence[str]) -> dict[str, str]:
    """Return the likeliest word for each that is not known.

    Only of what can be found now (`cms.search.findable`): no word tells of anything else.
    """
    off = switched_off_modules(current())
    near: dict[str, list[_Known]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL, [LEAD, KNOWN, timezone.now(), off, list(typed), LIKE_AT_ALL, LOOKED_AT]
        )
        for word, *known in cursor.fetchall():
            near[word].append(_Known(*known))
    likeliest = {word: _likeliest(word, known) for word, known in near.items()}
    return {word: known for word, known in likeliest.items() if known}


def _likeliest(typed: str, known: Sequence[_Known]) -> str:
    """Return the known word that fewest slips lead to; '' where one begins like what was typed."""
    if any(fold(each.word).startswith(typed) for each in known):
        return ""
    most = 1 if len(typed) <= SHORT else 2
    ranked = [(slips(typed, fold(each.word), most), each) for each in known]
    fitting = [pair for pair in ranked if pair[0] <= most or pair[1].likeness >= LIKE_ENOUGH]

    def order(pair: tuple[int, _Known]) -> tuple[int, bool, float, int, str]:
        far, each = pair
        return far, fold(each.word)[0] != typed[0], -each.likeness, -each.times, each.word

    return min(fitting, key=order)[1].word if fitting else ""
