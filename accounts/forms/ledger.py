"""The form that finds entries of the ledger. It checks shape."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.ledger.finding import Filters
from accounts.verbs import sentence_for
from theme.forms import DatePartsInput
from theme.times import day_in_words


def _day(label: Any, example: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=_("For example, %s") % example,
        required=False,
        widget=DatePartsInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Enter a real date, such as %s.") % example},
    )


def _name(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=_("Part of a name."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def _said(value: Any) -> str:
    return day_in_words(value) if isinstance(value, date) else str(value)


class LedgerForm(forms.Form):
    """What was done, by whom, to what, and when; `verbs` are those that the ledger holds."""

    marks_optional = False

    what = forms.ChoiceField(label=_("What was done"), required=False)
    who = _name(_("Who did it"))
    about = _name(_("Who or what it was about"))
    since = _day(_("From"), "27 3 2026")
    until = _day(_("Until and including"), "31 3 2026")

    def __init__(self, *args: Any, verbs: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((sentence_for(verb), verb) for verb in verbs)
        choices = [("", _("Anything")), *((verb, words) for words, verb in named)]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that the days are in order."""
        days: dict[str, Any] = super().clean() or {}
        since, until = days.get("since"), days.get("until")
        for name in ("since", "until"):
            if days.get(name) and not 1900 < days[name].year < 2200:
                self.add_error(name, _("Enter a day between 1901 and 2199."))
        if since and until and since > until:
            self.add_error("until", _("This day must not be before the first one."))
        return days

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """What was asked for, in words: labels and values."""
        return [
            (str(self[name].label), sentence_for(value) if name == "what" else _said(value))
            for name, value in self.cleaned_data.items()
            if value
        ]

    @property
    def filters(self) -> Filters:
        """What was asked for; what was not understood is left out."""
        typed = {name: value for name, value in self.cleaned_data.items() if value}
        return Filters(**typed)
