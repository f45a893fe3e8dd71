"""How a text reads: for what age, which sentences are long, which links and words say little (C5).

Plain arithmetic, after `cms.readability`. For Welsh there is no tested formula, so sentences are
measured by their length alone.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cms.readability import read

YOUNGEST, OLDEST = 9, 11
"""Years: the reading age that public pages aim at (C19)."""
LONG = 20
"""Words from which a sentence is long: GOV.UK asks for 25 at most, and for less where it goes."""
SHOWN = 5
ENGLISH = "en"
VAGUE = frozenset(
    {
        *("click here", "here", "read more", "more", "find out more", "link", "this link"),
        *("this page", "this", "download", "cliciwch yma", "yma", "darllen mwy", "mwy"),
        *("darllenwch fwy", "y ddolen hon", "lawrlwytho"),
    }
)
"""Words of links that say nothing to somebody who hears them alone."""
_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ABBREVIATION = re.compile(r"\b([A-Z][A-Z&]*[A-Z])s?\b")


@dataclass(frozen=True, slots=True)
class Words:
    """What was measured in a text."""

    words: int = 0
    age: float | None = None
    """Years at which it is read with ease; None where there is no formula for its language."""
    average: float = 0.0
    """Words of a sentence."""
    long: list[tuple[int, str]] = field(default_factory=list)
    """The longest sentences that are too long, each with its number of words."""
    vague: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    """Abbreviations that neither the text spells out, with them in brackets, nor anything else."""

    @property
    def is_easy(self) -> bool:
        """Whether the text is for the age that is aimed at, or as short in its sentences."""
        return self.average <= LONG if self.age is None else self.age < OLDEST + 1


def measure(
    text: str,
    *,
    language: str,
    links: Iterable[str] = (),
    is_explained: Callable[[str], bool] = lambda word: False,
) -> Words:
    """Measure a plain text in a language, with the words of its links."""
    sentences = [one.strip() for one in _END.split(text)]
    counted = [(len(_WORD.findall(one)), one) for one in sentences]
    counted = [(number, one) for number, one in counted if number]
    number = sum(words for words, _one in counted)
    longest = sorted((one for one in counted if one[0] > LONG), key=lambda one: -one[0])
    found = dict.fromkeys(_ABBREVIATION.findall(text))
    return Words(
        words=number,
        age=round(read(text).age, 1) if language == ENGLISH and number else None,
        average=round(number / len(counted), 1) if counted else 0.0,
        long=longest[:SHOWN],
        vague=sorted({link for link in links if link.strip(" .…»>").lower() in VAGUE}),
        unexplained=[w for w in found if f"({w})" not in text and not is_explained(w)],
    )
