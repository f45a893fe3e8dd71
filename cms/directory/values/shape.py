"""Which fields and parts the values of each kind of entry have, as data."""

from dataclasses import dataclass

from django.db.models import Model

from cms.directory.models import (
    Contact,
    CostOption,
    Location,
    Organisation,
    Phone,
    ProposedChange,
    Schedule,
    Service,
)

MANY_LINES = frozenset({"description", "eligibility", "how_to_join", "fees", "accreditations"})
"""Texts of several lines, in English and in Welsh; every other text is one line."""
NEW_PLACE = "new:"
"""Begins the name of a place that is made with the service: `new:0` is the first."""


def in_both(*names: str) -> tuple[str, ...]:
    """Return names of fields, each followed by its Welsh sister's."""
    return tuple(name for each in names for name in (each, f"{each}_cy"))


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong to an entry, such as its telephone numbers."""

    name: str
    """Of the list in the values."""
    model: type[Model]
    fields: tuple[str, ...]
    """Fields of a row, besides `id` (and `place`, for opening times)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the values of a kind of entry hold."""

    model: type[Organisation] | type[Service] | type[Location]
    fields: tuple[str, ...]
    parts: tuple[Part, ...]
    has_terms: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name in the values, in the order in which people read them."""
        links = (*(("terms",) if self.has_terms else ()), *self.links)
        return (*self.fields, *links, *(part.name for part in self.parts))

    @property
    def links(self) -> tuple[str, ...]:
        """Lists of keys of other rows, besides terms."""
        return ("localities", "places", "new_places") if self.model is Service else ()


PHONES = Part("phones", Phone, ("number", "extension", *in_both("description")))
CONTACTS = Part("contacts", Contact, (*in_both("name", "title"), "email", "telephone"))
COSTS = Part(
    "cost_options",
    CostOption,
    (*in_both("option"), "amount", *in_both("amount_description"), "valid_from", "valid_to"),
)
TIMES = Part(
    "schedules",
    Schedule,
    (
        *("freq", "interval", "byday", "bymonthday", "dtstart", "opens_at", "closes_at"),
        *("valid_from", "valid_to", *in_both("description")),
        *("schedule_link", "attending_type", "notes"),
    ),
)
PLACE = (
    *("kind", *in_both("name"), "address_withheld", "address_1", "city", "county", "postcode"),
    *("locality", *in_both("description", "accessibility")),
)
SHAPES: dict[str, Shape] = {
    ProposedChange.Kind.ORGANISATION: Shape(
        Organisation, (*in_both("name", "description"), "email", "website"), (PHONES, CONTACTS)
    ),
    ProposedChange.Kind.SERVICE: Shape(
        Service,
        (
            *("status", *in_both("name", "description", "alert"), "url", "email"),
            *("minimum_age", "maximum_age", *in_both("eligibility", "how_to_join")),
            *("is_free", *in_both("fees", "accreditations"), "funding", "assurer_email"),
        ),
        (COSTS, TIMES, PHONES, CONTACTS),
        has_terms=True,
    ),
    ProposedChange.Kind.LOCATION: Shape(Location, PLACE, (PHONES,), has_terms=True),
}


def shape_of(entry: Model) -> Shape:
    """Return the shape of an entry."""
    return SHAPES[str(entry._meta.model_name)]
