"""What entries of the ledger hold, in words for people."""

import re
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.days import last_day_before
from accounts.roles import ROLES
from theme.times import day_in_words, moment_in_words

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?[+-]\d\d:\d\d\Z")
"""A moment as a detail keeps it."""


def rows_of(detail: Any) -> list[dict[str, str]]:
    """Return an entry's detail as rows of a summary list."""
    if not isinstance(detail, dict):
        return [{"key": _("Detail"), "value": in_words(detail)}]
    return [
        {"key": name_in_words(key), "value": in_words(value, key)} for key, value in detail.items()
    ]


def detail_in_words(detail: Any) -> str:
    """Return an entry's detail as one line."""
    return "; ".join(f"{row['key']}: {row['value']}" for row in rows_of(detail))


def name_in_words(key: str) -> str:
    """Return the name of something in a detail as the beginning of a line."""
    words = key.replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "–"


def in_words(value: Any, key: str = "") -> str:
    """Return something in a detail as text; a role by its title."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return "; ".join(
            f"{name_in_words(name)}: {in_words(it, name)}" for name, it in value.items()
        )
    if isinstance(value, list):
        return ", ".join(in_words(item, key) for item in value) or _("None")
    if key in ("role", "roles") and value in ROLES:
        return ROLES[value].title
    if key == "until" and MOMENT.match(str(value)):
        return _last_day(str(value))
    return _moment(str(value))


def _last_day(text: str) -> str:
    """Return the last day of which something that ends at a moment still has a part."""
    try:
        return day_in_words(last_day_before(datetime.fromisoformat(text)))
    except ValueError:
        return text


def _moment(text: str) -> str:
    """Return a moment in our own time; any other text as it is."""
    if not MOMENT.match(text):
        return text
    try:
        return moment_in_words(datetime.fromisoformat(text))
    except ValueError:
        return text
