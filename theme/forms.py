"""Forms in GOV.UK markup: the renderer named by ``FORM_RENDERER``, and a date in three parts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _


class GovukRenderer(DjangoTemplates):
    """Renders ``{{ form }}`` and ``{{ field.as_field_group }}``; leaves single widgets alone.

    Wagtail's and Django's own admin pages draw widgets one by one, so they stay as they are.
    """

    form_template_name = "theme/forms/form.html"
    formset_template_name = "theme/forms/formset.html"
    field_template_name = "theme/forms/field.html"


class DatePartsInput(forms.MultiWidget):
    """Day, month and year in three boxes, for a ``forms.DateField``; what was typed stays."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Set up three plain boxes; the field template gives them their markup."""
        parts = ("day", "month", "year")
        super().__init__(dict.fromkeys(parts, forms.TextInput), attrs)

    def decompress(self, value: object) -> list[str]:
        """Split a date, or what was typed as ``year-month-day``, into its boxes."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        parts = str(value or "").split("-", 2)
        return list(reversed(parts)) if len(parts) == 3 else [str(value or ""), "", ""]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Join the boxes to an ISO date; empty when all of them are."""
        day, month, year = super().value_from_datadict(data, files, name)
        typed = [str(part or "").strip() for part in (year, month, day)]
        return "-".join(typed) if any(typed) else ""

    @property
    def labels(self) -> tuple[Any, ...]:
        """The names of the boxes, in their order."""
        return (_("Day"), _("Month"), _("Year"))
