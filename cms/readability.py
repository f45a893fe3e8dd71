"""How old one has to be to read a text with ease: the Flesch–Kincaid grade, as an age (C19).

Pure arithmetic on plain English words. Grade and age: J. P. Kincaid and others, *Derivation of new
readability formulas*, 1975; a child in the first grade is six years old.
"""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)|\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.))")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$")
AGE_OF_GRADE = 5
"""Years between a school grade and the age of its children at its beginning."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted in a text."""

    words: int
    sentences: int
    syllables: int

    @property
    def age(self) -> float:
        """Years at which a text is read with ease; 5 for a text without words."""
        if not self.words:
            return float(AGE_OF_GRADE)
        grade = 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59
        return max(float(AGE_OF_GRADE), grade + AGE_OF_GRADE)


def read(text: str) -> Reading:
    """Count the words, sentences and syllables of plain text."""
    sentences = [words for part in _SENTENCE.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    return Reading(len(words), len(sentences), sum(map(syllables, words)))


def syllables(word: str) -> int:
    """Return about how many syllables an English word has; at least one."""
    small = word.lower().replace("’", "'").partition("'")[0]
    found = len(_VOWELS.findall(small))
    if found > 1 and _SILENT.search(small) and not small.endswith(("le", "les")):
        found -= 1
    return max(1, found)
