"""Cells of the table: from what people type to one way of writing it, and to a value."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from accounts.csv_files import is_formula
from cms.moderation.words import many_lines, one_line
from tenants.postcodes import normalised

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
"""How a day may be typed: as in the United Kingdom, or as machines write it."""
WITHIN = {"latitude": (49.0, 61.5), "longitude": (-9.0, 2.5)}
"""Degrees between which the United Kingdom lies."""
YES = frozenset({"yes", "y", "true", "1", "ydy", "oes"})
NO = frozenset({"no", "n", "false", "0", "nac ydy", "nac oes"})
BETWEEN = "; "
"""Stands between several things in one cell."""
_WEB = URLValidator(schemes=["http", "https"])


class CellRefused(ValueError):
    """A cell that makes no sense; the text is for people."""


Reader = Callable[[str], str]
"""Takes a cell that is not empty, returns it as we write it; raises `CellRefused`."""


def unescaped(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from calculating; a formula stays text."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def line(longest: int) -> Reader:
    """Return a reader of one line of text."""
    return lambda cell: _no_longer(one_line(cell), longest)


def lines(longest: int) -> Reader:
    """Return a reader of text of several lines."""
    return lambda cell: _no_longer(many_lines(cell), longest)


def whole_number(least: int, most: int) -> Reader:
    """Return a reader of a whole number between two; spreadsheets may write it as 5.0."""

    def read(cell: str) -> str:
        try:
            number = Decimal(cell)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number != int(number) or not least <= number <= most:
            raise CellRefused(
                _("“%(cell)s” is no whole number from %(least)d to %(most)d.")
                % {"cell": cell[:40], "least": least, "most": most}
            )
        return str(int(number))

    return read


def degrees(name: str) -> Reader:
    """Return a reader of a latitude or longitude in the United Kingdom."""
    least, most = WITHIN[name]

    def read(cell: str) -> str:
        try:
            number = float(cell)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise CellRefused(
                _("%(name)s %(cell)s is not in the United Kingdom.")
                % {"name": name.capitalize(), "cell": cell[:40]}
            )
        return repr(number)

    return read


def yes_or_no(cell: str) -> str:
    """Return `yes` or `no`."""
    word = cell.lower()
    if word in YES or word in NO:
        return "yes" if word in YES else "no"
    raise CellRefused(_("“%(cell)s” is neither yes nor no.") % {"cell": cell[:40]})


def day(cell: str) -> str:
    """Return a day as machines write it."""
    for form in DAYS:
        try:
            return datetime.strptime(cell, form).date().isoformat()  # noqa: DTZ007  (a day)
        except ValueError:
            continue
    raise CellRefused(_("“%(cell)s” is no date like 24/9/2026.") % {"cell": cell[:40]})


def email(cell: str) -> str:
    """Return an e-mail address."""
    return _checked(one_line(cell), validate_email, _("“%(cell)s” is no e-mail address."))


def web_address(cell: str) -> str:
    """Return a web address; `https://` is put before one that has neither."""
    text = one_line(cell)
    if text and "://" not in text:
        text = f"https://{text}"
    return _checked(_no_longer(text, 200), _WEB, _("“%(cell)s” is no web address."))


def postcode(cell: str) -> str:
    """Return a whole UK postcode."""
    found = normalised(cell)
    if found is None:
        raise CellRefused(_("“%(cell)s” is no full UK postcode.") % {"cell": cell[:40]})
    return found


def one_of(choices: Mapping[str, str]) -> Reader:
    """Return a reader of a choice, by its own name or by what people call it."""
    known = {key.casefold(): key for key in choices}
    known |= {label.casefold(): key for key, label in choices.items()}

    def read(cell: str) -> str:
        if cell.casefold() not in known:
            raise CellRefused(
                _("“%(cell)s” is none of: %(choices)s.")
                % {"cell": cell[:40], "choices": ", ".join(choices)}
            )
        return known[cell.casefold()]

    return read


def some_of(names: Iterable[tuple[str, tuple[str, ...]]]) -> Reader:
    """Return a reader of several things, each with all that it is called; in the order given."""
    order: list[str] = []
    known: dict[str, str] = {}
    for name, others in names:
        order.append(name)
        known |= {other.casefold(): name for other in (name, *others) if other}

    def read(cell: str) -> str:
        found = set()
        for part in filter(None, (each.strip() for each in cell.split(";"))):
            if part.casefold() not in known:
                raise CellRefused(_("We do not know “%(part)s”.") % {"part": part[:60]})
            found.add(known[part.casefold()])
        return BETWEEN.join(name for name in order if name in found)

    return read


def telephones(cell: str) -> str:
    """Return telephone numbers, in the order of their digits."""
    parts = sorted({one_line(each) for each in cell.split(";")} - {""})
    if any(len(part) > 40 for part in parts):
        raise CellRefused(_("A telephone number is too long."))
    return BETWEEN.join(parts)


def parts_of(cell: str) -> list[str]:
    """Return the things that a cell holds several of."""
    return [part for part in cell.split(BETWEEN) if part]


def _no_longer(text: str, longest: int) -> str:
    if len(text) > longest:
        words = {"number": longest, "length": len(text)}
        raise CellRefused(_("The text has %(length)d characters; %(number)d are the most.") % words)
    return text


def _checked(text: str, check: Callable[[Any], None], words: str) -> str:
    try:
        if text:
            check(text)
    except ValidationError:
        raise CellRefused(words % {"cell": text[:60]}) from None
    return text
