"""The form with which a list is sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.directory.services.importing import MOST_BYTES


class ImportForm(forms.Form):
    """One CSV file."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("Up to 10,000 entries, and 20 MB."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file")},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is too large. Send it in parts of 20 MB at most."))
        return file
