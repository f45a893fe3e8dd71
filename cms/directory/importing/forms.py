"""The form with which a list is sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.directory.services.importing import MOST_BYTES

MOST_LETTERS = 500_000
"""Of a list that is pasted; a longer one is sent as a file."""


class ImportForm(forms.Form):
    """One CSV file, or cells from a spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("Up to 10,000 entries, and 20 MB."),
        allow_empty_file=True,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the cells"),
        help_text=gettext_lazy("With the line of headings, as you copy them from a spreadsheet."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(_("The file is too large. Send it in parts of 20 MB at most."))
        return file

    def clean_text(self) -> str:
        """Refuse what a page cannot take."""
        text: str = self.cleaned_data["text"]
        if len(text) > MOST_LETTERS:
            raise ValidationError(_("The list is too long to be pasted. Send it as a file."))
        return text

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and cleaned["file"] is None and not cleaned["text"].strip():
            self.add_error("file", _("Choose a file, or paste the cells"))
        return cleaned

    @property
    def list_sent(self) -> tuple[str, bytes]:
        """What the list is called, and what it holds; a file goes before what was pasted."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.name, file.read()
        return _("Pasted cells"), self.cleaned_data["text"].encode()
