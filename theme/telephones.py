"""Telephone numbers as people type them: looked at gently, kept as they were typed."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

FEWEST, MOST = 3, 20
"""Digits of a number: 111 is one, and so is one abroad with its extension."""
LONGEST = 40
_NUMBER = re.compile(
    r"\+?[\d\s().\-–/]+(?:(?:extension|ext|est|x|#)[.:\s]*\d{1,6})?\s*", re.IGNORECASE
)


class TelephoneField(forms.CharField):
    """Digits, spaces, plus, brackets, hyphens, and an extension."""

    default_error_messages = {
        "invalid": gettext_lazy("Enter a telephone number, like 01632 960 001"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Telephone"))
        kwargs.setdefault("max_length", LONGEST)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the number as it was typed. Raises `ValidationError` for what is none."""
        typed: str = super().clean(value)
        if typed and not is_telephone(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return typed


def is_telephone(typed: str) -> bool:
    """Whether a text can be a telephone number."""
    digits = sum(char.isdigit() for char in typed)
    return FEWEST <= digits <= MOST and bool(_NUMBER.fullmatch(typed))
