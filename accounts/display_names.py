"""Display names that pretend to be the team or the service (A8). Pure: no Django, no database.

Names are compared as the eye reads them: `М0derator` with a Cyrillic letter and a nought is
"moderator". Nothing here is shown; a name that passes is kept as it was typed.
"""

import re
import unicodedata
from collections.abc import Container, Iterable

from accounts.roles import ROLES

_LOOKS_LIKE = {
    "a": "аαɑ4@",
    "b": "вβ8",
    "c": "сϲ",
    "d": "ԁđ",
    "e": "еεєё3",
    "g": "ɡց",
    "h": "һн",
    "j": "јϳ",
    "k": "кκ",
    "l": "iіιıӏł1|!",
    "m": "мμ",
    "n": "пηո",
    "o": "оοօø0",
    "p": "рρ",
    "q": "ԛ",
    "r": "гᴦ",
    "s": "ѕ5$",
    "t": "тτ7+",
    "u": "υսц",
    "v": "ѵν",
    "w": "ԝωш",
    "x": "хχ",
    "y": "уγү",
    "z": "ζᴢ",
}
"""A letter and what can be taken for it, in small letters."""
_ALIKE = str.maketrans({sign: letter for letter, signs in _LOOKS_LIKE.items() for sign in signs})
_WORD = re.compile(r"[^\W_]+")
POSTS = ("admin", "administrator", "moderator", "official", "site owner", "webmaster")
"""What nobody may be called alone, nor at the beginning or end of a name."""
OFFICES = ("casement", "help", "helpdesk", "service", "staff", "support", "system", "team")
"""What nobody may be called alone; part of a name they are harmless."""


def imitates(name: str, *, held: Container[str], service_names: Iterable[str]) -> bool:
    """Whether a name is that of a role the person does not hold, or of the service itself.

    `held`: slugs of roles; `service_names`: what the portal is called.
    """
    own = _readings(name)
    if not own:
        return False
    names = [skeleton(each) for each in service_names]
    posts = [*map(skeleton, _posts(held)), *(each for each in names if " " in each)]
    alone = [*posts, *map(skeleton, OFFICES), *names]
    return any(_is_called(reading, posts, alone) for reading in own)


def skeleton(name: str) -> str:
    """Return a name as the eye reads it: small Latin letters, words parted by one space."""
    return " ".join(_words(name, figures=True))


def _posts(held: Container[str]) -> list[str]:
    """Return what only holders of a role may be called; "(volunteer)" is a title of its own."""
    titles = [name for role in ROLES.values() if role.team for name in role.names]
    parts = [part.strip(" )").casefold() for title in titles for part in title.split("(")]
    own = [name.casefold() for role in ROLES.values() if role.slug in held for name in role.names]
    return [part for part in (*POSTS, *parts) if not any(part in title for title in own)]


def _readings(name: str) -> set[str]:
    """Return the ways to read a name: figures as letters, and left out (`Admin1`)."""
    readings = {" ".join(_words(name, figures=figures)) for figures in (True, False)}
    return {reading for reading in readings if reading}


def _words(name: str, *, figures: bool) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    seen = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf", "Cc"))
    if not figures:
        seen = re.sub(r"\d", "", seen)
    return _WORD.findall(seen.translate(_ALIKE).replace("rn", "m"))


def _is_called(reading: str, posts: Iterable[str], alone: Iterable[str]) -> bool:
    squeezed = reading.replace(" ", "")
    return any(squeezed == each.replace(" ", "") for each in alone if each) or any(
        reading.startswith(f"{each} ") or reading.endswith(f" {each}") for each in posts if each
    )
