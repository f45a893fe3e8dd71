"""What a visitor asks of the catalogue of programmes: a child's age, a kind of support."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from theme.plain_forms import PlainForm

OLDEST = 25
"""Years: up to this age the services of the sources support young people's parents."""


class ProgrammeFilter(PlainForm, forms.Form):
    """Read from the address; what is not right there counts as not chosen, and says so."""

    marks_optional = False
    use_required_attribute = False

    child_age = forms.IntegerField(
        label=_("Age of your child, in years"),
        help_text=_("0 for a baby. Leave it empty for any age."),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={
            "invalid": _("Enter the age as a number, like 7."),
            "min_value": _("Enter an age from 0 to 25."),
            "max_value": _("Enter an age from 0 to 25."),
        },
    )
    kind_of_support = forms.ChoiceField(
        label=_("Kind of support"), required=False, widget=forms.Select
    )

    def __init__(self, data: Any, *, kinds: list[tuple[str, Any]]) -> None:
        asked = any(name in data for name in ("child_age", "kind_of_support"))
        super().__init__(data if asked else None)
        kind: Any = self.fields["kind_of_support"]
        kind.choices = [("", _("Any kind")), *kinds]
        self.is_valid()

    @property
    def age(self) -> int | None:
        """The age asked for."""
        return getattr(self, "cleaned_data", {}).get("child_age")

    @property
    def kind(self) -> str:
        """The kind asked for; empty for any."""
        return str(getattr(self, "cleaned_data", {}).get("kind_of_support") or "")

    @property
    def is_used(self) -> bool:
        """Whether anything was chosen."""
        return self.age is not None or bool(self.kind)
