"""Lists in a sentence: "one, two and three", in each language."""

from collections.abc import Sequence

from theme.bilingual import in_welsh

ASPIRATED = frozenset("cpt")
"""Letters to which the aspirate mutation, which the Welsh "a" causes, adds an h."""
DIGRAPHS = ("ch", "ph", "th")
"""Welsh letters of two signs, which do not mutate."""
VOWELS = frozenset("aeiouwyâêîôûŵŷáéíóúàèìòùäëïöü")
BEGIN_WITH_A_VOWEL = frozenset({"1", "8", "11"})
"""Numbers that are read "un", "wyth" and "un ar ddeg"."""


def joined(words: Sequence[str]) -> str:
    """Return words as a list in a sentence."""
    if len(words) < 2:
        return "".join(words)
    last = with_a(words[-1]) if in_welsh() else f"and {words[-1]}"
    return f"{', '.join(words[:-1])} {last}"


def with_a(word: str) -> str:
    """Return a word of Welsh behind "and": "ac" before vowels, else "a" with its mutation."""
    first = word[:1].lower()
    if first in VOWELS or word.split(" ", 1)[0] in BEGIN_WITH_A_VOWEL:
        return f"ac {word}"
    if first in ASPIRATED and word[:2].lower() not in DIGRAPHS:
        return f"a {word[:1]}h{word[1:]}"
    return f"a {word}"
