"""Whether a password is made of what anybody would guess first. Pure.

What attackers try are not random letters but names of the place, words of the service, seasons and
years, runs of neighbouring keys, and all of these twice. Whatever of that is in a password is taken
out; what is left is the person's own thought, and there must be enough of it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LEAST_OF_ONES_OWN = 5
"""Letters that must be left."""
LONGEST_ECHO = 11
"""A password that repeats one part of so many characters or fewer is that part alone."""
SHORTEST_RUN = 4
"""Neighbouring keys, or letters of the alphabet, that count as a run."""
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
WORDS = frozenset((_CALLED + _THE_SERVICE + _WHEN).split())
"""What passwords are called and made of everywhere, what this service is about, and when it was."""
LONGEST_RUN = max(len(row) for row in ROWS)
_LEET = str.maketrans("013457@$!", "oleastasi")


def is_guessable(password: str, words: Iterable[str] = ()) -> bool:
    """Whether too little is left of a password without common words, `words`, runs and digits."""
    plain = _flat(password)
    if _echo(plain):
        return True
    known = WORDS | {part for word in words for part in _parts(word) if part}
    return any(
        _own_letters(spelling, known) < LEAST_OF_ONES_OWN
        for spelling in (plain, plain.translate(_LEET))
    )


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


def _own_letters(text: str, words: frozenset[str]) -> int:
    """Return how many letters are left at least, however words and runs are taken out."""
    left = [0]
    for end in range(1, len(text) + 1):
        found = [left[end - 1] + text[end - 1].isalpha()]
        found += [left[end - len(word)] for word in words if text.endswith(word, 0, end)]
        found += [left[start] for start in _runs_to(text, end)]
        left.append(min(found))
    return left[-1]


def _runs_to(text: str, end: int) -> Iterator[int]:
    """Yield where runs of keys or of the alphabet begin, in either direction, that end there."""
    for start in range(max(0, end - LONGEST_RUN), end - SHORTEST_RUN + 1):
        piece = text[start:end]
        if any(piece in row or piece[::-1] in row for row in ROWS):
            yield start
