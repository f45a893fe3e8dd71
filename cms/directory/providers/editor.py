"""One entry's form with the rows below it, as one thing: begun, sent, and read as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from accounts.models import Locality
from cms.directory.models import Location, Organisation, ProposedChange
from cms.directory.providers.forms import FORMS, EntryForm
from cms.directory.providers.rows import ContactForm, CostForm, NewPlaceForm, PhoneForm, RowForm
from cms.directory.providers.times import TimesForm, as_typed
from cms.directory.values.reading import Values, plain
from cms.directory.values.shape import NEW_PLACE, PLACE, SHAPES

ROWS: dict[str, tuple[type[RowForm], Any, Any]] = {
    "cost_options": (CostForm, gettext_lazy("Price"), gettext_lazy("Add a price")),
    "schedules": (TimesForm, gettext_lazy("Times"), gettext_lazy("Add times")),
    "phones": (PhoneForm, gettext_lazy("Telephone number"), gettext_lazy("Add a number")),
    "contacts": (ContactForm, gettext_lazy("Contact"), gettext_lazy("Add a contact")),
    "new_places": (NewPlaceForm, gettext_lazy("New place"), gettext_lazy("Add a new place")),
}
"""Form of a row, what one is called, and the button that adds one; by the name of the list."""
MOST_ROWS = 60
"""Of one list: enough for any entry, and too few to keep a worker busy."""


@dataclass(slots=True)
class Section:
    """Part of the page: a heading, fields, and lists of rows."""

    id: str
    title: Any
    fields: list[Any] = field(default_factory=list)
    rows: list["RowList"] = field(default_factory=list)
    hint: Any = ""


@dataclass(slots=True)
class RowList:
    """A list of rows as the page shows it."""

    name: str
    one: Any
    add: Any
    forms: Any


class EntryEditor:
    """The whole form of one entry."""

    def __init__(
        self,
        kind: str,
        values: Values,
        organisation: Organisation | None,
        data: QueryDict | None = None,
    ) -> None:
        self.kind, self.begins = kind, values
        self.data = data
        self._places = _places_of(organisation, values) if "places" in values else []
        self.form = self._form()
        self.lists = {name: self._rows(name) for name in ROWS if name in values}

    def is_valid(self) -> bool:
        """Check all of it, so that everything wrong is said at once."""
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.lists.values())])

    def values(self) -> Values:
        """Return what was typed as values of the entry."""
        found = self.form.values
        for name, rows in self.lists.items():
            before = {row["id"]: row for row in self.begins[name] if row.get("id")}
            wanted = [form for form in rows if form.cleaned_data and form.is_wanted]
            found[name] = [
                form.row(before.get(form.cleaned_data.get("id", ""), self._blank(name)))
                for form in wanted
            ]
        return found

    def be_quiet(self) -> None:
        """Show what was typed so far, and nothing of what is missing."""
        vars(self.form)["_errors"] = ErrorDict()
        for rows in self.lists.values():
            rows._errors, rows._non_form_errors = [], rows.error_class()
            for form in rows:
                form._errors = ErrorDict()

    @property
    def formsets(self) -> list[Any]:
        """The lists of rows, for the error summary."""
        return list(self.lists.values())

    def with_row(self, name: str) -> QueryDict:
        """Return what was sent with one more empty row in a list."""
        data = (self.data or QueryDict()).copy()
        key = f"{name}-TOTAL_FORMS"
        if name in self.lists:
            data[key] = str(min(self.lists[name].total_form_count() + 1, MOST_ROWS))
        return data

    def _form(self) -> EntryForm:
        more = {"places": self._places} if self.kind == ProposedChange.Kind.SERVICE else {}
        return FORMS[self.kind](self.data, values=self.begins, **more)

    def _rows(self, name: str) -> Any:
        form_class = ROWS[name][0]
        initial: list[Any] = list(self.begins[name])
        more: dict[str, Any] = {}
        if name == "schedules":
            made = [
                (f"{NEW_PLACE}{n}", row["name"]) for n, row in enumerate(self.begins["new_places"])
            ]
            initial, more = list(as_typed(initial)), {"places": [*self._places, *made]}
        if name == "new_places":
            more = {"localities": [(each.pk, each.name) for each in Locality.objects.all()]}
        rows = forms.formset_factory(
            form_class,
            extra=0 if initial or name == "new_places" else 1,
            can_delete=True,
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS,
        )
        return rows(self.data, initial=initial, prefix=name, form_kwargs=more)

    def _blank(self, name: str) -> Values:
        """Return a row that says nothing."""
        parts = {part.name: part for part in SHAPES[self.kind].parts}
        blank: Any = Location() if name == "new_places" else parts[name].model()
        fields = PLACE if name == "new_places" else parts[name].fields
        columns = {each: blank._meta.get_field(each).attname for each in fields}
        row = {each: plain(getattr(blank, column)) for each, column in columns.items()}
        return row if name == "new_places" else {"id": "", **row}


def _places_of(
    organisation: Organisation | None, values: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Return the places that an organisation's services are at, and those that are chosen."""
    chosen = Location.objects.filter(pk__in=values["places"])
    found = chosen
    if organisation is not None:
        found = chosen | Location.objects.used_by(organisation)
    return [(str(each.pk), each.said("name")) for each in found.order_by("name", "pk")]
