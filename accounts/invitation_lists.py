"""Lists of people to invite: from a table's text to what each line asks for, or what is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.csv_files import SAVE_AS, Line, TableRefused, is_formula, read_lines
from accounts.days import end_of, is_past, is_too_far
from accounts.roles import Role, roles_of_place
from accounts.scopes import Scope, choices_of, from_value, kind_named
from accounts.services.checking import checked_address, checked_name
from accounts.services.invitations.many import MOST
from accounts.services.invitations.wanted import Wanted
from tenants.current import current
from tenants.errors import ServiceError

HEADINGS = ("name", "email", "role", "scope", "until")
NEEDED = ("email", "role")
_DAY = forms.DateField(input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"])


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that we understand."""

    line: int
    wanted: Wanted
    role: Role
    where: str
    last_day: date | None


@dataclass(slots=True)
class Reading:
    """What a list asks for, and what is wrong with it: by line, in the order of the lines."""

    asked: list[Asked] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def add_problem(self, line: int, text: str) -> None:
        """Note what is wrong with a line."""
        self.problems.append((line, text))
        self.problems.sort()


class ListReader:
    """Reads lists for the portal in hand; its roles and places are asked for once."""

    def __init__(self) -> None:
        place = current()
        here = roles_of_place(is_platform=place.is_platform, modules=place.modules)
        self.roles = {role.slug: role for role in here if role.team}
        self.places: dict[str, Mapping[str, list[Scope]]] = {}

    def read(self, text: str) -> Reading:
        """Read a list. Raises `TableRefused` for one that is no list at all, or too long."""
        lines = read_lines(text, headings=HEADINGS, needed=NEEDED)
        if not lines:
            raise TableRefused(_("There is nobody in the list below the line of headings."))
        if len(lines) > MOST:
            raise TableRefused(
                _("The list has %(len)s people. Invite %(most)s at once at most.")
                % {"len": len(lines), "most": MOST}
            )
        reading = Reading()
        seen: dict[tuple[str, str, Scope | None], int] = {}
        for line in lines:
            try:
                asked = self._understand(line)
            except ServiceError as error:
                for message in error.messages.values():
                    reading.add_problem(line.number, message)
                continue
            key = (asked.wanted.email, asked.wanted.role, asked.wanted.scope)
            if key in seen:
                reading.add_problem(
                    line.number, _("This is the same as line %(value)s.") % {"value": seen[key]}
                )
                continue
            seen[key] = line.number
            reading.asked.append(asked)
        return reading

    def _understand(self, line: Line) -> Asked:
        cells = {name: line.cells.get(name, "") for name in HEADINGS}
        _check_cells(line)
        role = self._role(cells["role"])
        scope, where = self._scope(role, cells["scope"])
        last_day = _day(cells["until"])
        wanted = Wanted(
            email=checked_address(cells["email"]),
            role=role.slug,
            display_name=checked_name(cells["name"]),
            scope=scope,
            ends_at=end_of(last_day) if last_day else None,
        )
        return Asked(line.number, wanted, role, where, last_day)

    def _role(self, typed: str) -> Role:
        wanted = typed.casefold()
        for role in self.roles.values():
            if wanted in (role.slug, role.title.casefold()):
                return role
        titles = ", ".join(role.title for role in self.roles.values())
        said = (
            _("“%(typed)s” is no role here.") % {"typed": typed}
            if typed
            else _("The role is missing.")
        )
        raise ServiceError(
            _("%(said)s The roles are: %(titles)s.") % {"said": said, "titles": titles}
        )

    def _scope(self, role: Role, typed: str) -> tuple[Scope | None, str]:
        if not typed:
            return None, ""
        found = self._places_of(role).get(typed.casefold(), [])
        if len(found) == 1:
            return found[0], typed
        if found:
            raise ServiceError(
                _("“%(typed)s” could be several things. Put its kind before it.") % {"typed": typed}
            )
        if not role.scopes:
            raise ServiceError(
                _("The role “%(title)s” is for the whole portal: no scope.") % {"title": role.title}
            )
        raise ServiceError(
            _("We do not know “%(typed)s” in the column “scope”.") % {"typed": typed}
        )

    def _places_of(self, role: Role) -> Mapping[str, list[Scope]]:
        if role.slug not in self.places:
            self.places[role.slug] = _names(role.scopes)
        return self.places[role.slug]


def _names(slugs: Iterable[str]) -> Mapping[str, list[Scope]]:
    """Return what roles can be limited to by every name that a list may use for it."""
    named: dict[str, list[Scope]] = defaultdict(list)
    for title, values in choices_of(slugs):
        for value, label in values:
            scope = from_value(value)
            kind = kind_named(scope[0]) if scope else None
            if scope and kind:
                for name in (label, f"{title}: {label}"):
                    named[name.casefold()].append(scope)
    return named


def _check_cells(line: Line) -> None:
    if "" in line.cells:
        raise ServiceError(_("This line has more cells than there are columns."))
    if "?" in line.cells.get("name", "") or "\ufffd" in line.cells.get("name", ""):
        words = {"name": line.cells["name"], "save_as": SAVE_AS}
        raise ServiceError(_("A letter of “%(name)s” was lost. %(save_as)s") % words)
    for name, cell in line.cells.items():
        if is_formula(cell):
            raise ServiceError(
                _("“%(name)s” begins with “%(value)s”, like a formula. Take it out.")
                % {"name": name, "value": cell[0]}
            )


def _day(typed: str) -> date | None:
    try:
        day = _DAY.to_python(typed)
    except ValidationError:
        words = _("“%(typed)s” in the column “until” is no date like 31/7/2027.")
        raise ServiceError(words % {"typed": typed}) from None
    if day and is_past(day):
        raise ServiceError(_("%(typed)s in the column “until” is in the past.") % {"typed": typed})
    if day and is_too_far(day):
        words = _("%(typed)s in the column “until” is too far away.")
        raise ServiceError(words % {"typed": typed})
    return day
