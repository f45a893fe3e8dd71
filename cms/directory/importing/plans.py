"""What would become of each line of a list: planned first, then carried out as planned (C10)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from accounts.csv_files import Line, TableRefused, read_lines
from cms.directory.importing.cells import CellRefused
from cms.directory.importing.checking import PLACE_COLUMNS, Faults, check_entry, read_cells
from cms.directory.importing.columns import NEEDED, columns_here
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
    """Its row's number in a spreadsheet."""
    verdict: str = REFUSE
    key: str = ""
    name: str = ""
    organisation: str = ""
    changes: list[list[str]] = field(default_factory=list)
    """Column, the cell until now, the cell to come."""
    problem: str = ""
    """Why it is refused: one fault a line."""
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
        plan = Plan(
            line=line.number,
            name=line.cells.get("name", "")[:SHOWN],
            organisation=line.cells.get("organisation", "")[:SHOWN],
        )
        cells, faults = read_cells(line, self.columns)
        service = None
        if not faults.hides_the_entry:
            plan.name, plan.organisation = cells["name"], cells["organisation"]
            with faults.noted():
                service = self._find(plan, cells)
                self._decide(plan, cells, service, faults)
        if faults.words:
            plan.verdict, plan.problem = REFUSE, "\n".join(faults.words)
            plan.candidates = []
        elif plan.verdict in (ADD, CHANGE, SAME):
            self._take(plan, cells)
        return Planned(plan, cells, service)

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
        earlier = self.taken.get(found.key) if found else self.new.get(_names(cells))
        if earlier:
            raise CellRefused(_("This is the same entry as row %(line)d.") % {"line": earlier})
        if found is None:
            return None
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

    def _take(self, plan: Plan, cells: Cells) -> None:
        """Remember what a line is about: no other may be about the same."""
        if plan.key:
            self.taken[plan.key] = plan.line
        else:
            self.new[_names(cells)] = plan.line
        name = folded(cells["organisation"])
        if name not in self.organisations:
            self.added.add(name)

    def _decide(self, plan: Plan, cells: Cells, service: Service | None, faults: Faults) -> None:
        if plan.verdict in (ASK, SKIP):
            return
        with faults.noted("organisation"):
            self._check_organisation(cells)
        before = self._canonical(service) if service else {}
        found = check_entry(
            cells,
            before,
            before | _said(cells),
            publishes=self.publishes,
            is_free_with_price=service is not None and service.has_price,  # type: ignore[attr-defined]
        )
        faults.words += [words for columns, words in found if not faults.columns & set(columns)]
        place = None
        with faults.noted(*PLACE_COLUMNS):
            place = self.places.planned(cells, service)
        if service is None:
            plan.verdict = ADD
            return
        changes = [
            [name, before.get(name, ""), cell]
            for name, cell in _said(cells).items()
            if cell != before.get(name, "") and name not in (*PLACE_COLUMNS, "id")
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


def _known(service: Service) -> Known:
    places = service.service_at_locations.all()
    postcodes = frozenset(each.location.postcode for each in places) - {""}
    return Known(str(service.pk), service.organisation.name, service.name, postcodes)


def _said(cells: Cells) -> Cells:
    """Return the cells that say something, and the empty ones that empty a field."""
    return {name: cell for name, cell in cells.items() if cell or name not in NEVER_CLEARED}


def _names(cells: Cells) -> tuple[str, str, str]:
    """Return what a new entry is known by."""
    return folded(cells["organisation"]), folded(cells["name"]), cells.get("postcode", "")
