"""The place of a line: one that the entry has, one that the directory knows, or a new one."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from cms.directory.importing.cells import CellRefused
from cms.directory.importing.columns import PLACE, PLACE_FIELDS
from cms.directory.importing.matching import folded
from cms.directory.importing.rows import Cells, written
from cms.directory.models import Location, Service

ADDRESS = ("address", "town", "county", "postcode")


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """A place that an entry gets: known by its key, else to be made."""

    before: str
    after: str
    known: UUID | None


class Places:
    """Finds the places of lines among all that there are."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], list[Location]] = defaultdict(list)
        for place in Location.objects.select_related("locality").order_by("pk").iterator(500):
            self._by_name[folded(place.name), place.postcode].append(place)

    def planned(self, cells: Cells, service: Service | None) -> PlannedPlace | None:
        """Return the place that a line gives an entry; None where it has it, or none is named.

        Raises `CellRefused`: half an address, or a place that the directory has otherwise.
        """
        if not any(cells.get(name) for name in PLACE):
            return None
        _check(cells)
        names = (folded(cells["place"]), cells.get("postcode", ""))
        own = [each.location for each in service.service_at_locations.all()] if service else []
        for place in own:
            if (folded(place.name), place.postcode) == names:
                _compare(place, cells)
                return None
        found = self._by_name.get(names, [])
        if found:
            _compare(found[0], cells)
        before = own[0].name if len(own) == 1 else ""
        after = ", ".join(filter(None, (cells["place"], cells.get("postcode", ""))))
        return PlannedPlace(before, after, found[0].pk if found else None)


def _check(cells: Cells) -> None:
    if not cells.get("place"):
        raise CellRefused(_("Column “place”: give the name of the place."))
    given = [name for name in ADDRESS if cells.get(name)]
    if given and len(given) < len(ADDRESS):
        raise CellRefused(_("Give address, town, county and postcode, or none of them."))


def _compare(place: Location, cells: Cells) -> None:
    """Refuse another address for a place that is there: other entries may be at it too."""
    withheld = cells.get("address_withheld")
    differs = bool(withheld) and withheld != written("", place.address_withheld)
    for column in (*ADDRESS, "latitude", "longitude"):
        cell = cells.get(column)
        if cell and folded(cell) != folded(written(column, getattr(place, PLACE_FIELDS[column]))):
            differs = True
    if differs:
        raise CellRefused(
            _("The place “%(name)s” is in the directory with another address. Change it there.")
            % {"name": cells["place"]}
        )
