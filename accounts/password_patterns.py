"""Whether a password is made of what anybody would guess first. Pure.

What attackers try are not random letters but names of the place and of the person, words of the
service, seasons and years, runs of neighbouring keys, passwords that many others have, and all of
these twice or with digits around them. Whatever of that is in a password is taken out; what is left
is the person's own thought, and there must be enough of it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache

LEAST_OF_ONES_OWN = 5
"""Letters that must be left."""
LONGEST_ECHO = 11
"""A password that repeats one part of so many characters or fewer is that part alone."""
SHORTEST_RUN = 4
"""Neighbours in a row of keys, or letters of the alphabet, that count as a run."""
SHORTEST_WALK = 5
"""Keys that count as a walk in any direction over the keyboard, each beside the one before."""
MOST_COMMON = 2
"""Common passwords that are taken out of one; a third is a phrase, and the person's own."""
SHORTEST_COMMON = 4
"""Letters of a common password that is looked for within others."""
ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "qazwsxedcrfvtgbyhnujmikolp",
    "abcdefghijklmnopqrstuvwxyz",
    "1234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
KEYS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""The letters of a keyboard as they lie: each row half a key further to the right."""
_BLOCKS = "qwe wer ert asd sdf dfg zxc xcv cvb qaz wsx edc rfv tgb yhn ujm poi lkj mnb"
_CALLED = """
password passwort passphrase passcode secret login logon signin welcome hello letmein changeme
default master admin administrator user guest test testing temp temporary access secure security
whatever trustno iloveyou loveyou love lovely sunshine princess monkey dragon football baseball
liverpool arsenal chelsea superman batman pokemon
"""
_THE_SERVICE = """
parent parents carer carers family families mum mums dad dads child children kids baby school
schools pupil pupils student teacher education inclusion exclusion send sendiass support advice
advisory advocacy partnership partner service services forum portal council county city borough
case cases casework caseworker clerk chair governor volunteer casement
"""
_WHEN = """
january february march april june july august september october november december monday tuesday
wednesday thursday friday saturday sunday spring summer autumn winter christmas easter
"""
WORDS = frozenset((_CALLED + _THE_SERVICE + _WHEN + _BLOCKS).split())
"""What passwords are called and made of everywhere, what this service is about, and when it was."""
_READINGS = tuple(
    str.maketrans(dict(zip(typed, meant, strict=True)))
    for typed, meant in (("0134567@$!+€", "oleasgtasite"), ("01345789@$!|", "oieastbgasil"))
)
"""What digits and signs may stand for; several are read in two ways."""
_AROUND = "0123456789!?.,;:*#@$%&+-_ "


def is_guessable(
    password: str, words: Iterable[str] = (), common: Collection[str] = frozenset()
) -> bool:
    """Whether too little of a password is its person's own.

    `words` are names that are known of the place and the person. `common` are the letters of
    passwords that many people have (`letters_of`).
    """
    plain = _flat(password)
    letters = letters_of(plain)
    if _echo(plain) or _echo(letters):
        return True
    known = WORDS | _runs() | {part for word in words for part in _parts(word) if part}
    spellings = {letters: letters} | {plain.translate(each): plain for each in _READINGS}
    spellings[plain] = plain
    return any(
        _own_letters(text, typed, known, common) < LEAST_OF_ONES_OWN
        for text, typed in spellings.items()
    )


def common_words(passwords: Iterable[str]) -> frozenset[str]:
    """Return what is looked for within passwords: the letters of common ones, however spelt."""
    found: set[str] = set()
    for password in passwords:
        flat = _flat(password)
        found |= {flat.strip(_AROUND), *(flat.translate(reading) for reading in _READINGS)}
    return frozenset(word for word in found if len(word) >= SHORTEST_COMMON and word.isalpha())


def letters_of(text: str) -> str:
    """Return a text without anything that is no letter."""
    return "".join(letter for letter in text if letter.isalpha())


def _flat(text: str) -> str:
    """Return the text in small letters without accents."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if letter.isprintable()
    )


def _parts(name: str) -> Iterator[str]:
    """Yield the words of a name of three letters and more, and all of them run together."""
    found = re.findall(r"[^\W\d_]{3,}", _flat(name))
    yield from found
    yield "".join(found)


def _echo(text: str) -> bool:
    """Whether the text is one short part, again and again."""
    length = (text + text).find(text, 1)
    return 0 < length < len(text) and length <= LONGEST_ECHO


def _own_letters(text: str, typed: str, words: Collection[str], common: Collection[str]) -> int:
    """Return how many letters are left at least, however words, walks and common ones go out.

    `text` is a reading of what was `typed`, where a digit counts for nothing by itself.
    `left[end][used]` is that of the text up to `end`, with at most `used` common ones taken out.
    """
    longest = max(map(len, words)), max(map(len, common), default=0)
    left = [[0] * (MOST_COMMON + 1)]
    for end in range(1, len(text) + 1):
        out = [*_ends(text, end, words, longest[0]), *_walks_to(text, end)]
        spent = _ends(text, end, common, longest[1])
        row = []
        for used in range(MOST_COMMON + 1):
            found = [left[end - 1][used] + typed[end - 1].isalpha()]
            found += [left[start][used] for start in out]
            found += [left[start][used - 1] for start in spent if used]
            row.append(min(found))
        left.append(row)
    return left[-1][-1]


def _ends(text: str, end: int, words: Collection[str], longest: int) -> list[int]:
    """Return where words begin that end there."""
    return [start for start in range(max(0, end - longest), end - 2) if text[start:end] in words]


def _walks_to(text: str, end: int) -> Iterator[int]:
    """Yield where walks over the keyboard begin that end there."""
    start = end - 1
    while start > 0 and text[start] in _beside().get(text[start - 1], ""):
        start -= 1
        if end - start >= SHORTEST_WALK:
            yield start


@cache
def _runs() -> frozenset[str]:
    """Return all runs of keys and of the alphabet, in either direction."""
    return frozenset(
        piece[::way]
        for row in ROWS
        for start in range(len(row))
        for piece in (row[start:end] for end in range(start + SHORTEST_RUN, len(row) + 1))
        for way in (1, -1)
    )


@cache
def _beside() -> dict[str, set[str]]:
    """Return the keys that touch each key."""
    at = {key: (line, column) for line, row in enumerate(KEYS) for column, key in enumerate(row)}
    return {
        key: {
            other
            for other, (below, right) in at.items()
            if (below - line, right - column)
            in {(0, 1), (0, -1), (1, 0), (1, -1), (-1, 0), (-1, 1)}
        }
        for key, (line, column) in at.items()
    }
