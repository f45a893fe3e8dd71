"""What would become of each line of a list: planned first, then carried out as planned (C10)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from accounts.csv_files import Line, TableRefused, read_lines
from cms.directory.importing.cells import CellRefused, unescaped
from cms.directory.importing.columns import NEEDED, PLACE, PLACE_MORE, columns_here
from cms.directory.importing.matching import Finder, Known, folded, likeness
from cms.directory.importing.places import Places
from cms.directory.importing.rows import Cells, cells_of, whole_services
from cms.directory.models import Organisation, Service

ADD, CHANGE, SAME, ASK, REFUSE, SKIP = "add", "change", "same", "ask", "refuse", "skip"
MOST = 10_000
"""Lines of one list."""
SHOWN = 300
"""Characters of a cell that the preview shows."""
NEW, LEAVE_OUT = "new", "skip"
"""Answers to the question whether a line is about an entry that is much alike."""
NEVER_CLEARED = frozenset({"id", "organisation", "name", "description", "status", "visibility"})
"""Columns of which an empty cell says nothing; any other empties the field."""
EVERY = 200
"""Lines after which it is said how far the work is."""
Progress = Callable[[int], None]


@dataclass(slots=True)
class Plan:
    """What becomes of one line; plain data, kept in the import's report."""

    line: int
    verdict: str = REFUSE
    key: str = ""
    name: str = ""
    organisation: str = ""
    changes: list[list[str]] = field(default_factory=list)
    """Column, the cell until now, the cell to come."""
    problem: str = ""
    candidates: list[list[str]] = field(default_factory=list)
    """Entries that it may be about: key, name, organisation."""
    answer: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it for the report, long texts cut."""
        row = {each.name: getattr(self, each.name) for each in fields(self)}
        return row | {"changes": [[cell[:SHOWN] for cell in change] for change in self.changes]}


@dataclass(slots=True)
class Planned:
    """A plan with the cells that it was made of, and the entry as it was read."""

    plan: Plan
    cells: Cells
    service: Service | None = None


def read_table(text: str) -> list[Line]:
    """Return the lines of a list; raise `TableRefused` for one that is none, or too long."""
    names = [column.name for column in columns_here()]
    found = read_lines(text, headings=names, needed=NEEDED)
    if not found:
        raise TableRefused(_("There is nothing in the list below the line of headings."))
    if len(found) > MOST:
        raise TableRefused(
            _("The list has %(len)d lines. Bring in %(most)d at once at most.")
            % {"len": len(found), "most": MOST}
        )
    return found


class Planner:
    """Plans the lines of a list against the directory as it is now."""

    def __init__(self, *, publishes: bool, answers: dict[int, str] | None = None) -> None:
        self.publishes = publishes
        self.answers = answers or {}
        self.columns = {column.name: column for column in columns_here()}
        services = whole_services(Service.objects.all()).order_by("pk")
        self.services = {str(each.pk): each for each in services.iterator(500)}
        self.places = Places()
        self.finder = Finder(_known(each) for each in self.services.values())
        names = Organisation.objects.values_list("name", flat=True)
        self.organisations = {folded(name): name for name in names}
        self.added: set[str] = set()
        """Organisations that are new, as folded names."""
        self.taken: dict[str, int] = {}
        self.new: dict[tuple[str, str, str], int] = {}

    def plan(self, lines: list[Line], progress: Progress) -> Iterator[Planned]:
        """Yield what becomes of each line, in their order."""
        for number, line in enumerate(lines, start=1):
            yield self._plan(line)
            if number % EVERY == 0:
                progress(number)
        progress(len(lines))

    def _plan(self, line: Line) -> Planned:
        plan = Plan(line=line.number)
        cells: Cells = {}
        service = None
        try:
            cells = self._read(line)
            plan.name, plan.organisation = cells.get("name", ""), cells.get("organisation", "")
            service = self._find(plan, cells)
            if plan.verdict == REFUSE:
                self._decide(plan, cells, service)
        except CellRefused as refused:
            plan.verdict, plan.problem = REFUSE, str(refused)
        return Planned(plan, cells, service)

    def _read(self, line: Line) -> Cells:
        if "" in line.cells:
            raise CellRefused(_("This line has more cells than there are columns."))
        found = {}
        for name, cell in line.cells.items():
            try:
                found[name] = self.columns[name].clean(unescaped(cell.strip()))
            except CellRefused as refused:
                words = {"column": name, "problem": str(refused)}
                raise CellRefused(_("Column “%(column)s”: %(problem)s") % words) from None
        for name in NEEDED:
            if not found.get(name):
                raise CellRefused(_("Column “%(column)s”: it is empty.") % {"column": name})
        _check_together(found)
        return found

    def _find(self, plan: Plan, cells: Cells) -> Service | None:
        """Return the entry that a line is about, or say in the plan that somebody must tell."""
        found = self._named(cells)
        answer = self.answers.get(plan.line, "")
        if found is None and not cells.get("id"):
            names = (cells["organisation"], cells["name"], cells.get("postcode", ""))
            near = [each for each in self.finder.alike(*names) if each.key not in self.taken]
            plan.candidates = [[each.key, each.name, each.organisation] for each in near]
            plan.answer = answer
            found = next((each for each in near if each.key == answer), None)
            if answer == LEAVE_OUT:
                plan.verdict = SKIP
                return None
            if near and found is None and answer != NEW:
                plan.verdict = ASK
                return None
        if found is None:
            self._once(plan, cells)
            return None
        if found.key in self.taken:
            raise CellRefused(
                _("This is the same entry as line %(line)d.") % {"line": self.taken[found.key]}
            )
        self.taken[found.key] = plan.line
        plan.key = found.key
        return self.services[found.key]

    def _named(self, cells: Cells) -> Known | None:
        key = cells.get("id", "").lower()
        if key:
            found = self.finder.by_key.get(key)
            if found is None:
                raise CellRefused(
                    _("No entry has this id. Leave the cell empty for one that is new.")
                )
            return found
        return self.finder.same(cells["organisation"], cells["name"], cells.get("postcode", ""))

    def _once(self, plan: Plan, cells: Cells) -> None:
        names = (folded(cells["organisation"]), folded(cells["name"]), cells.get("postcode", ""))
        if names in self.new:
            raise CellRefused(
                _("This is the same entry as line %(line)d.") % {"line": self.new[names]}
            )
        self.new[names] = plan.line

    def _decide(self, plan: Plan, cells: Cells, service: Service | None) -> None:
        self._check_organisation(cells)
        before = self._canonical(service) if service else {}
        if not self.publishes and cells.get("visibility", "") not in (
            "",
            before.get("visibility", "draft"),
        ):
            raise CellRefused(_("Only publishers publish and hide entries."))
        if service is None and not cells.get("description"):
            raise CellRefused(_("A new entry needs a description."))
        after = before | _said(cells)
        if after.get("visibility") == "published" and not after.get("assured_on"):
            raise CellRefused(_("Say in “assured_on” when the entry was last checked."))
        _check_ages(after)
        place = self.places.planned(cells, service)
        if service is None:
            plan.verdict = ADD
            return
        changes = [
            [name, before.get(name, ""), cell]
            for name, cell in _said(cells).items()
            if cell != before.get(name, "") and name not in (*PLACE, *PLACE_MORE, "id")
        ]
        if folded(cells["organisation"]) == folded(service.organisation.name):
            changes = [change for change in changes if change[0] != "organisation"]
        if place is not None:
            changes.append(["place", place.before, place.after])
        plan.changes = changes
        plan.verdict = CHANGE if changes else SAME

    def _canonical(self, service: Service) -> Cells:
        """Return an entry's row, read like one that was typed, so that the two compare."""
        row = cells_of(service)
        for name in row:
            try:
                row[name] = self.columns[name].clean(row[name]) if name in self.columns else ""
            except CellRefused:
                continue
        return row

    def _check_organisation(self, cells: Cells) -> None:
        """Take a name that is almost one of ours for a slip, not for another organisation."""
        name = folded(cells["organisation"])
        if name in self.organisations or name in self.added:
            return
        near = max(self.organisations, key=lambda each: likeness(each, name), default="")
        if near and likeness(near, name) >= 0.7:
            raise CellRefused(
                _("We do not know “%(name)s”. Do you mean “%(near)s”?")
                % {"name": cells["organisation"], "near": self.organisations[near]}
            )
        self.added.add(name)


def _known(service: Service) -> Known:
    places = service.service_at_locations.all()
    postcodes = frozenset(each.location.postcode for each in places) - {""}
    return Known(str(service.pk), service.organisation.name, service.name, postcodes)


def _said(cells: Cells) -> Cells:
    """Return the cells that say something, and the empty ones that empty a field."""
    return {name: cell for name, cell in cells.items() if cell or name not in NEVER_CLEARED}


def _check_together(cells: Cells) -> None:
    if bool(cells.get("latitude")) != bool(cells.get("longitude")):
        raise CellRefused(_("Give both latitude and longitude, or neither."))


def _check_ages(cells: Cells) -> None:
    youngest, oldest = cells.get("minimum_age"), cells.get("maximum_age")
    if youngest and oldest and int(youngest) > int(oldest):
        raise CellRefused(_("The youngest age is higher than the oldest."))
