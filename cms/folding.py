"""Letters as people type them: small, without accents. The length never changes."""

import re
import unicodedata

DIGRAPHS = ("ch", "dd", "ff", "ng", "ll", "ph", "rh", "th")
"""Letters of the Welsh alphabet that are written with two."""
WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return a text in small letters without accents, each in the place where it was."""
    return "".join(_fold(letter) for letter in text)


def _fold(letter: str) -> str:
    small = unicodedata.normalize("NFKD", letter)[:1].lower()
    return small if len(small) == 1 else letter


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return WORD.findall(fold(text))


def letter_of(title: str, language: str) -> str:
    """Return the letter under which a title stands in an A–Z, "#" for what begins with none."""
    plain = fold(title.strip())
    first = next((at for at, letter in enumerate(plain) if letter.isalnum()), None)
    if first is None or not plain[first].isalpha():
        return "#"
    if language == "cy" and plain[first : first + 2] in DIGRAPHS:
        return plain[first : first + 2].capitalize()
    return plain[first].upper()
