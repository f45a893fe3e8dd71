"""The forms of an organisation, a service and a place, filled with values."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Locality
from cms.directory.facets import Facet
from cms.directory.models import Location, Organisation, ProposedChange, Service, Taxonomy
from cms.directory.providers.rows import check_address, checked_postcode, without_welsh
from cms.directory.values.reading import Values, plain
from cms.directory.values.shape import SHAPES
from theme.plain_forms import PlainForm

TICKS = forms.CheckboxSelectMultiple
AGES = frozenset({"minimum_age", "maximum_age"})
TERMS = "terms_"
"""Begins the names of the fields of terms: one field a taxonomy."""
FREE = [
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("", gettext_lazy("We do not say")),
]
_ANSWERS: dict[Any, Any] = {True: "yes", False: "no", None: ""}


def web_address() -> forms.URLField:
    """Return a field for a web address that need not be given, with or without `https://`."""
    return forms.URLField(
        label=gettext_lazy("Website"), required=False, max_length=200, assume_scheme="https"
    )


def _boxes(names: tuple[str, ...]) -> dict[str, forms.Textarea]:
    both = (name for each in names for name in (each, f"{each}_cy"))
    return {name: forms.Textarea(attrs={"rows": 4}) for name in both}


class EntryForm(PlainForm, forms.ModelForm[Any]):
    """An entry's own fields and the terms that it is sorted by; begins with `values`."""

    kind: ClassVar[str]

    def __init__(self, *args: Any, values: Values, **kwargs: Any) -> None:
        self.begins = values
        kwargs["initial"] = self._initial(values)
        super().__init__(*args, **kwargs)
        without_welsh(self)
        for name in AGES & set(self.fields):
            self.fields[name].widget = forms.TextInput(
                attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}
            )
        for field in self.fields.values():
            field.label = capfirst(str(field.label))
        if SHAPES[self.kind].has_terms:
            self._add_terms(values["terms"])

    def _initial(self, values: Values) -> dict[str, Any]:
        return dict(values)

    def _add_terms(self, chosen: list[str]) -> None:
        """Add a field for each taxonomy."""
        for taxonomy in self._taxonomies():
            terms = [(str(each.pk), each.said("name")) for each in taxonomy.terms.all()]
            if not terms:
                continue
            keys = {key for key, _name in terms}
            self.fields[f"{TERMS}{taxonomy.code}"] = forms.MultipleChoiceField(
                label=taxonomy.said("name"),
                help_text=taxonomy.said("description"),
                choices=terms,
                widget=TICKS,
                required=False,
                initial=[key for key in chosen if key in keys],
            )

    def _taxonomies(self) -> Any:
        return Taxonomy.objects.prefetch_related("terms")

    @property
    def term_fields(self) -> list[forms.BoundField]:
        """The fields of terms, in their order."""
        return [self[name] for name in self.fields if name.startswith(TERMS)]

    @property
    def values(self) -> Values:
        """What was typed upon what the form began with: fields that were not asked stay."""
        typed = {name: plain(value) for name, value in self.cleaned_data.items()}
        found = self.begins | {name: typed[name] for name in self.begins if name in typed}
        if "terms" in found:
            found["terms"] = self._terms(typed)
        return found

    def _terms(self, typed: Values) -> list[str]:
        """Join the fields of terms; terms of taxonomies that were not asked about stay."""
        asked = [name for name in self.fields if name.startswith(TERMS)]
        offered: set[str] = set()
        for name in asked:
            field: Any = self.fields[name]
            offered |= {key for key, _name in field.choices}
        kept = [key for key in self.begins["terms"] if key not in offered]
        return sorted({*kept, *(key for name in asked for key in typed.get(name, ()))})


class OrganisationForm(EntryForm):
    """An organisation."""

    kind = ProposedChange.Kind.ORGANISATION
    website = web_address()

    class Meta:
        model = Organisation
        fields = SHAPES[ProposedChange.Kind.ORGANISATION].fields
        widgets = _boxes(("description",))


class ServiceEntryForm(EntryForm):
    """A service."""

    kind = ProposedChange.Kind.SERVICE
    url = web_address()
    is_free = forms.ChoiceField(
        label=gettext_lazy("Is it free for families?"),
        choices=FREE,
        widget=forms.RadioSelect,
        required=False,
    )
    localities = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Parts of the area"),
        help_text=gettext_lazy("Choose none if it is for the whole area."),
        coerce=int,
        widget=TICKS,
        required=False,
    )
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Places"),
        help_text=gettext_lazy("Places that your services are at."),
        widget=TICKS,
        required=False,
    )

    class Meta:
        model = Service
        fields = SHAPES[ProposedChange.Kind.SERVICE].fields
        widgets = _boxes(("description", "eligibility", "how_to_join", "fees", "accreditations"))

    def __init__(self, *args: Any, places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["localities"].choices = [(each.pk, each.name) for each in Locality.objects.all()]
        fields["places"].choices = list(places)
        for name in ("localities", "places"):
            if not fields[name].choices:
                del fields[name]

    def _initial(self, values: Values) -> dict[str, Any]:
        return values | {"is_free": _ANSWERS[values["is_free"]]}

    def clean_is_free(self) -> bool | None:
        """Yes, no, or nothing said."""
        return {"yes": True, "no": False}.get(self.cleaned_data["is_free"])

    def clean_localities(self) -> list[int]:
        """In the order in which values have them."""
        return sorted(self.cleaned_data["localities"])

    def clean_places(self) -> list[str]:
        """In the order in which values have them; places that were not offered stay."""
        field: Any = self.fields["places"]
        offered = {key for key, _name in field.choices}
        kept = [key for key in self.begins["places"] if key not in offered]
        return sorted({*kept, *self.cleaned_data["places"]})


class PlaceForm(EntryForm):
    """A place."""

    kind = ProposedChange.Kind.LOCATION

    class Meta:
        model = Location
        fields = SHAPES[ProposedChange.Kind.LOCATION].fields
        widgets = _boxes(("description", "accessibility"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locality: Any = self.fields["locality"]
        locality.empty_label = _("Choose one")

    def _taxonomies(self) -> Any:
        return super()._taxonomies().filter(code=Facet.ACCESSIBILITY)

    def clean_postcode(self) -> str:
        """Write it as everybody does."""
        return checked_postcode(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any] | None:
        """An address is whole, or not there."""
        cleaned = super().clean()
        check_address(self)
        return cleaned


FORMS: dict[str, type[EntryForm]] = {
    form.kind: form for form in (OrganisationForm, ServiceEntryForm, PlaceForm)
}


class NoteForm(PlainForm, forms.Form):
    """What a provider tells the moderator."""

    note = forms.CharField(
        label=gettext_lazy("Is there anything that we should know?"),
        help_text=gettext_lazy("For whoever looks at your change. It is not shown."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EndForm(PlainForm, forms.Form):
    """Why a service ends."""

    note = forms.CharField(
        label=gettext_lazy("When did it end, and what should families use instead?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
