"""Forms for the rows that belong to an entry: numbers, contacts, prices, places."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.directory.values.reading import plain
from tenants.current import current
from tenants.postcodes import normalised
from theme.forms import DatePartsInput
from theme.plain_forms import PlainForm
from theme.telephones import TelephoneField

WELSH = "_cy"
REAL_DATE = gettext_lazy("Enter a real date, such as 24 9 2026")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for a day that need not be given."""
    messages = {"invalid": REAL_DATE}
    return forms.DateField(
        label=label, required=False, widget=DatePartsInput(), error_messages=messages, **kwargs
    )


def line(label: Any, longest: int = 200, **kwargs: Any) -> forms.CharField:
    """Return a field for a line of text that need not be given."""
    return forms.CharField(label=label, required=False, max_length=longest, **kwargs)


def without_welsh(form: forms.BaseForm) -> None:
    """Ask for Welsh only where the portal has Welsh."""
    if "cy" not in current().languages:
        for name in [name for name in form.fields if name.endswith(WELSH)]:
            del form.fields[name]


class RowForm(PlainForm, forms.Form):
    """One row. A row that says nothing is no row; `needed` must be there in any other."""

    needed: ClassVar[tuple[str, Any]] = ("", "")
    """The field that a row cannot do without, and what to say where it is empty."""
    says_nothing: ClassVar[frozenset[str]] = frozenset()
    """Fields that are filled in from the beginning."""
    rarely: ClassVar[tuple[str, ...]] = ()
    """Fields that most rows do not need: hidden until they are asked for."""
    marks_optional = False
    id = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_welsh(self)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed; only for a row that was checked."""
        ignored = {"id", "DELETE", *self.says_nothing}
        typed = (value for name, value in self.cleaned_data.items() if name not in ignored)
        return not any(value not in (None, "", [], False) for value in typed)

    @property
    def is_wanted(self) -> bool:
        """Whether the row is to be kept."""
        return not self.is_blank and not self.cleaned_data.get("DELETE")

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that every row needs."""
        return [field for field in self.visible_fields() if field.name not in self._apart]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that most rows do not need."""
        return [field for field in self.visible_fields() if field.name in self.rarely]

    @property
    def has_more(self) -> bool:
        """Whether one of these says something, so that they must be seen."""
        said = (field for field in self.more if field.name not in self.says_nothing)
        return any(field.value() for field in said) or any(field.errors for field in self.more)

    @property
    def _apart(self) -> frozenset[str]:
        return frozenset({*self.rarely, "DELETE"})

    def clean(self) -> dict[str, Any]:
        """Ask for what a row needs."""
        cleaned = super().clean() or {}
        name, words = self.needed
        asks = name and not cleaned.get(name) and name not in self.errors
        if asks and not self.is_blank and not cleaned.get("DELETE"):
            self.add_error(name, str(words))
        return cleaned

    def row(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the row's values: what was typed upon what was there."""
        typed = {name: plain(value) for name, value in self.cleaned_data.items()}
        typed.pop("DELETE", None)
        typed.pop("id", None)
        return {**before, **typed}


class PhoneForm(RowForm):
    """A telephone number."""

    needed = ("number", gettext_lazy("Enter the telephone number"))
    number = TelephoneField(
        label=gettext_lazy("Number"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    extension = line(gettext_lazy("Extension"), 10)
    description = line(
        gettext_lazy("What it is for"), help_text=gettext_lazy("For example: bookings.")
    )
    description_cy = line(gettext_lazy("What it is for, in Welsh"))
    rarely = ("extension",)


class ContactForm(RowForm):
    """Whom to ask for: a post, rather than a person's name."""

    name = line(
        gettext_lazy("Whom to ask for"),
        120,
        help_text=gettext_lazy("A post or a team rather than somebody's name."),
    )
    name_cy = line(gettext_lazy("Whom to ask for, in Welsh"), 120)
    title = line(gettext_lazy("Post"), 120)
    title_cy = line(gettext_lazy("Post, in Welsh"), 120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False, max_length=254)
    telephone = TelephoneField(required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}))

    def clean(self) -> dict[str, Any]:
        """A contact in Welsh alone says nothing to most readers."""
        cleaned = super().clean()
        names = ("name", "title", "email", "telephone")
        if not self.is_blank and not any(cleaned.get(name) for name in names):
            self.add_error("name", _("Say whom to ask for, or how to reach them"))
        return cleaned


class CostForm(RowForm):
    """A price."""

    amount = forms.DecimalField(
        label=gettext_lazy("Amount in pounds"),
        required=False,
        min_value=Decimal(0),
        max_digits=8,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        error_messages={"invalid": gettext_lazy("Enter an amount, such as 3.50")},
    )
    option = line(gettext_lazy("For whom or what"), help_text=gettext_lazy("For example: a family"))
    option_cy = line(gettext_lazy("For whom or what, in Welsh"))
    amount_description = line(
        gettext_lazy("In words"), help_text=gettext_lazy("For example: pay what you can")
    )
    amount_description_cy = line(gettext_lazy("In words, in Welsh"))
    valid_from = day_field(gettext_lazy("From"))
    valid_to = day_field(gettext_lazy("Until"))
    rarely = ("valid_from", "valid_to")

    def clean(self) -> dict[str, Any]:
        """A price has an amount, or says it in words, and ends after it begins."""
        cleaned = super().clean()
        if self.is_blank or cleaned.get("DELETE") or "amount" in self.errors:
            return cleaned
        if cleaned.get("amount") is None and not cleaned.get("amount_description"):
            self.add_error("amount", _("Give the amount, or say it in words"))
        check_span(self, "valid_from", "valid_to")
        return cleaned


class NewPlaceForm(RowForm):
    """A place that the directory does not know yet."""

    says_nothing = frozenset({"kind"})
    rarely = ("description", "description_cy", "accessibility", "accessibility_cy")
    needed = ("name", gettext_lazy("Enter the name of the place"))
    name = line(gettext_lazy("Name of the place"))
    name_cy = line(gettext_lazy("Name of the place, in Welsh"))
    address_withheld = forms.BooleanField(
        label=gettext_lazy("Keep the address secret"),
        help_text=gettext_lazy("For a refuge. Everybody sees the part of the area alone."),
        required=False,
    )
    address_1 = line(gettext_lazy("Address"))
    city = line(gettext_lazy("Town or city"), 100)
    county = line(gettext_lazy("County or area"), 100)
    postcode = line(gettext_lazy("Postcode"), 10)
    locality = forms.TypedChoiceField(
        label=gettext_lazy("Part of the area"), coerce=int, empty_value=None, required=False
    )
    description = line(gettext_lazy("How to find it"), 1000)
    description_cy = line(gettext_lazy("How to find it, in Welsh"), 1000)
    accessibility = line(gettext_lazy("Access for disabled people"), 1000)
    accessibility_cy = line(gettext_lazy("Access for disabled people, in Welsh"), 1000)

    def __init__(self, *args: Any, localities: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["locality"]
        field.choices = [("", _("Choose one")), *localities]

    def clean_postcode(self) -> str:
        """Write it as everybody does."""
        return checked_postcode(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any]:
        """An address is whole, or not there."""
        cleaned = super().clean()
        if not cleaned.get("DELETE"):
            check_address(self)
        return cleaned


def checked_postcode(typed: str) -> str:
    """Return a postcode as everybody writes it; raise `ValidationError` for what is none."""
    if not typed:
        return ""
    found = normalised(typed)
    if found is None:
        raise ValidationError(_("Enter a full UK postcode, such as PL4 8AA."))
    return found


def check_address(form: forms.BaseForm) -> None:
    """Ask for the parts that an address lacks."""
    words = {
        "address_1": _("Enter the address"),
        "city": _("Enter the town or city"),
        "county": _("Enter the county or area"),
        "postcode": _("Enter the postcode"),
    }
    given = [name for name in words if form.cleaned_data.get(name)]
    missing = [name for name in words if name not in given and name not in form.errors]
    for name in missing if given else ():
        form.add_error(name, words[name])


def check_span(form: forms.BaseForm, first: str, last: str) -> None:
    """Refuse what ends before it begins."""
    begins, ends = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if begins and ends and ends < begins:
        form.add_error(last, _("It ends before it begins"))
