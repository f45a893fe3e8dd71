"""Forms in the house's words: errors that say what to do, and text counted as its writer counts.

    class AskForm(PlainForm, forms.Form): …

A message that a field was given stays; Django's own give way to those below.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

CHOICES = (forms.ChoiceField, forms.ModelChoiceField)
NUMBERS = (forms.IntegerField, forms.DecimalField)


class PlainForm(forms.BaseForm):
    """Comes before `forms.Form` or `forms.ModelForm` among a form's bases."""

    def full_clean(self) -> None:
        """Check what was sent, by then with plain line breaks and with our words for errors."""
        if self.is_bound:
            self.data = with_plain_breaks(self.data)
            for name, field in self.fields.items():
                say_plainly(field, str(self[name].label))
        super().full_clean()


def with_plain_breaks(data: Mapping[str, Any]) -> Any:
    """Return what was sent with each line break as one character.

    Browsers send two (CR LF) and count one, as does the counter below a box: what just fits would
    be too long here.
    """
    if not isinstance(data, MultiValueDict):
        return {name: _plain(value) for name, value in data.items()}
    if not any("\r" in value for _name, values in data.lists() for value in values):
        return data
    plain = data.copy()
    for name, values in data.lists():
        plain.setlist(name, [_plain(value) for value in values])
    return plain


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def say_plainly(field: forms.Field, label: str) -> None:
    """Give a field our words for each message that is still Django's."""
    usual: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        usual |= getattr(kind, "default_error_messages", {})
    own_words = {
        getattr(each, "code", "")
        for each in field.validators
        if getattr(each, "message", "") != getattr(type(each), "message", "")
    }
    for code, words in _words(field, label):
        if code not in own_words and field.error_messages.get(code) is usual.get(code):
            field.error_messages[code] = words


def _words(field: forms.Field, label: str) -> Iterator[tuple[str, str]]:
    """Yield the code of each error that a kind of field knows, and what to say of it."""
    yield "required", _required(field) % {"label": label}
    if invalid := _invalid(field):
        yield "invalid", invalid
    if isinstance(field, (*CHOICES, forms.MultipleChoiceField)):
        yield "invalid_choice", _named(_("Choose one of the answers to “%(label)s”"), label)
    if isinstance(field, forms.CharField):
        too_long = _("“%(label)s” has %(show_value)d characters. Use %(limit_value)d or fewer")
        yield "max_length", _named(too_long, label)
    if isinstance(field, NUMBERS):
        yield "min_value", _("Enter a number that is %(limit_value)s or more")
        yield "max_value", _("Enter a number that is %(limit_value)s or less")
    if isinstance(field, forms.DecimalField):
        yield "max_decimal_places", _("Use %(max)s digits or fewer after the point")
        yield "max_digits", _("Enter a smaller number")
        yield "max_whole_digits", _("Enter a smaller number")


def _required(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Tick “%(label)s”")
    if isinstance(field, forms.FileField):
        return _("Choose a file for “%(label)s”")
    if isinstance(field, CHOICES):
        return _("Choose an answer to “%(label)s”")
    return _("Fill in “%(label)s”")


def _invalid(field: forms.Field) -> str:
    if isinstance(field, forms.EmailField):
        return _("Enter an e-mail address, like name@example.org.")
    if isinstance(field, forms.URLField):
        return _("Enter a web address, like https://www.example.org")
    if isinstance(field, forms.DateField):
        return _("Enter a real date, such as 24 9 2026")
    return _("Enter a number, like 2.") if isinstance(field, NUMBERS) else ""


def _named(words: str, label: str) -> str:
    """Put a label into words whose other places are filled when the error is shown."""
    return words.replace("%(label)s", label.replace("%", "%%"))
