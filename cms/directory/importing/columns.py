"""The columns of the table, as data; the portal's own taxonomies are columns too."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from cms.directory.importing import cells
from cms.directory.models import Location, Service, Taxonomy
from cms.directory.models.services import OLDEST
from cms.directory.values.shape import MANY_LINES, in_both


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how a cell is read, and what people are told about it."""

    name: str
    read: cells.Reader
    help: Any = ""

    def clean(self, cell: str) -> str:
        """Return a cell as we write it; raises `CellRefused`."""
        return self.read(cell) if cell else ""


LEADING = ("id", "organisation")
PLACE = ("place", "address", "town", "county", "postcode", "latitude", "longitude")
"""Columns of the place: all of them empty leaves the places of an entry as they are."""
PLACE_MORE = ("place_locality", "address_withheld")
PLACE_FIELDS = {
    "place": "name",
    "address": "address_1",
    "town": "city",
    "county": "county",
    "postcode": "postcode",
    "latitude": "latitude",
    "longitude": "longitude",
}
"""Field of a place by its column."""
NEEDED = ("organisation", "name")
_HELP: dict[str, Any] = {
    "id": _("Leave it as it is; leave it empty for a new entry."),
    "organisation": _("The name as the directory has it. One that it lacks is added."),
    "status": _("active, temporarily closed, inactive or defunct."),
    "visibility": _("draft, published or hidden. Only publishers change it."),
    "assured_on": _("The day on which the entry was last checked, like 24/9/2026."),
    "minimum_age": _("Age of the child, in years."),
    "maximum_age": _("Age of the child, in years."),
    "is_free": _("yes, no, or empty."),
    "assurer_email": _("Who is asked every six months whether the entry is right. Never shown."),
    "localities": _("Parts of the area with semicolons between them; empty for all of it."),
    "place": _("Name of the place. Places that an entry has besides stay as they are."),
    "postcode": _("A full one. Address, town and county go with it."),
    "latitude": _("Degrees; empty to take it from the postcode."),
    "longitude": _("Degrees; empty to take it from the postcode."),
    "place_locality": _("In which part of the area the place is."),
    "address_withheld": _("yes keeps the address secret. A secret address is never exported."),
    "telephone": _("Numbers with semicolons between them."),
}
OWN_TEXTS = (*in_both("name", "description"),)
FIELDS = (
    *OWN_TEXTS,
    *("status", "visibility", "assured_on", "url", "email", *in_both("alert")),
    *("minimum_age", "maximum_age", *in_both("eligibility", "how_to_join"), "is_free"),
    *(*in_both("fees", "accreditations"), "funding", "assurer_email"),
)
"""Columns that are a service's own fields, by the same names."""


def columns_here() -> list[Column]:
    """Return the columns of the portal in hand, in their order."""
    localities = [(each.name, ()) for each in Locality.objects.all()]
    one_locality = cells.one_of({name: name for name, _others in localities})
    return [
        _column("id", cells.line(36)),
        _column("organisation", cells.line(200)),
        *(_column(name, _reader(name)) for name in FIELDS),
        *(_column(each.code, _terms(each), _("Terms with semicolons between them."))
          for each in taxonomies()),
        _column("localities", cells.some_of(localities)),
        *(_column(name, _PLACE_READERS[name]) for name in PLACE),
        _column("place_locality", one_locality),
        _column("address_withheld", cells.yes_or_no),
        _column("telephone", cells.telephones),
    ]  # fmt: skip


def taxonomies() -> list[Taxonomy]:
    """Return the taxonomies whose codes can head a column, with their terms."""
    taken = {*LEADING, *FIELDS, *PLACE, *PLACE_MORE, "localities", "telephone"}
    found = Taxonomy.objects.prefetch_related("terms")
    return [each for each in found if each.code not in taken]


def _column(name: str, read: cells.Reader, words: Any = "") -> Column:
    return Column(name, read, _HELP.get(name, words))


_PLACE_READERS: dict[str, cells.Reader] = {
    **{
        column: cells.line(Location._meta.get_field(PLACE_FIELDS[column]).max_length)  # type: ignore[union-attr,arg-type]
        for column in ("place", "address", "town", "county")
    },
    "postcode": cells.postcode,
    "latitude": cells.degrees("latitude"),
    "longitude": cells.degrees("longitude"),
}
_READERS: dict[str, cells.Reader] = {
    "status": cells.one_of({key: str(label) for key, label in Service.Status.choices}),
    "visibility": cells.one_of({key: str(label) for key, label in Service.Visibility.choices}),
    "assured_on": cells.day,
    "url": cells.web_address,
    "email": cells.email,
    "assurer_email": cells.email,
    "minimum_age": cells.whole_number(0, OLDEST),
    "maximum_age": cells.whole_number(0, OLDEST),
    "is_free": cells.yes_or_no,
}


def _reader(name: str) -> cells.Reader:
    if name in _READERS:
        return _READERS[name]
    longest: int = Service._meta.get_field(name).max_length  # type: ignore[union-attr,assignment]
    return (cells.lines if name.removesuffix("_cy") in MANY_LINES else cells.line)(longest)


def _terms(taxonomy: Taxonomy) -> cells.Reader:
    return cells.some_of((each.code, (each.name, each.name_cy)) for each in taxonomy.terms.all())
