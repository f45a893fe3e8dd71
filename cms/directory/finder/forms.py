"""Forms of the finder: the first questions, something wrong with an entry, the list by mail."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.directory.finder.asked import AGE, DISTANCES, POSTCODE, WITHIN, WORDS
from cms.directory.finder.words import miles_in_words
from cms.directory.models.reports import Fault
from cms.public_forms import PublicForm
from cms.search import LONGEST, clean_words
from tenants.postcodes import normalised, outward
from theme.plain_forms import PlainForm

OLDEST = 25
"""Years: up to this age the services of the sources support young people's parents."""
LONGEST_TYPED = 30
"""Characters of a postcode or an age that are kept to be shown again."""
LONGEST_NOTE = 800


def _distances() -> list[tuple[str, Any]]:
    miles = [(str(number), miles_in_words(number)) for number in DISTANCES]
    return [("", _("Any distance, nearest first")), *miles]


class FinderForm(PlainForm, forms.Form):
    """What, where, for which age; read from the address, where mistakes leave the rest as it is."""

    marks_optional = False
    use_required_attribute = False

    q = forms.CharField(
        label=gettext_lazy("What do you need?"),
        help_text=gettext_lazy("For example “baby group”, “debt” or “autism”."),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "enterkeyhint": "search", "maxlength": LONGEST}
        ),
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        help_text=gettext_lazy("All of it or the first half. We do not keep it."),
        required=False,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "autocomplete": "postal-code"}
        ),
    )
    within = forms.ChoiceField(
        label=gettext_lazy("How far?"), required=False, choices=_distances, widget=forms.Select
    )
    age = forms.IntegerField(
        label=gettext_lazy("Age of your child, in years"),
        help_text=gettext_lazy("0 for a baby or a pregnancy."),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={
            "invalid": gettext_lazy("Enter the age as a number, like 7."),
            "min_value": gettext_lazy("Enter an age from 0 to 25."),
            "max_value": gettext_lazy("Enter an age from 0 to 25."),
        },
    )

    def __init__(self, query: QueryDict) -> None:
        super().__init__(self._typed(query) if any(name in query for name in NAMES) else None)
        self.is_valid()

    @staticmethod
    def _typed(query: QueryDict) -> Mapping[str, str]:
        """Return what was typed, without what no form can show, each cut to a sane length."""
        typed = {name: clean_words(query.get(name, "")) for name in NAMES}
        short = {name: typed[name][:LONGEST_TYPED] for name in (POSTCODE, AGE)}
        miles = typed[WITHIN] if typed[WITHIN] in map(str, DISTANCES) else ""
        return {**typed, **short, WITHIN: miles}

    def clean_postcode(self) -> str:
        """Refuse what is no postcode; whether it is known, the gazetteer says."""
        typed = str(self.cleaned_data["postcode"])
        if typed and not (normalised(typed) or outward(typed)):
            raise forms.ValidationError(
                _("Enter a postcode, like SW1A 2AA, or the first half of one, like SW1A.")
            )
        return typed

    def clean(self) -> dict[str, Any]:
        """A distance is one from somewhere."""
        cleaned = super().clean() or {}
        if cleaned.get(WITHIN) and not self.data.get(POSTCODE):
            self.add_error(POSTCODE, _("Enter a postcode, so that we know how far it is."))
        return cleaned

    def say_unknown(self) -> None:
        """Say that nobody knows where the postcode is."""
        self.add_error(
            POSTCODE, _("We do not know this postcode. Check it, or look without a postcode.")
        )

    def value(self, name: str) -> Any:
        """Return what was typed where it made sense, else None."""
        return getattr(self, "cleaned_data", {}).get(name)


NAMES = (WORDS, POSTCODE, WITHIN, AGE)


class WrongForm(PublicForm):
    """What is wrong with an entry of the directory."""

    purpose = "directory_wrong"

    what = forms.MultipleChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=Fault.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
    )
    note = forms.CharField(
        label=gettext_lazy("What do you know about it?"),
        help_text=gettext_lazy(
            "Do not write anything about yourself or your family. We cannot answer you here."
        ),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MailListForm(PublicForm):
    """Where the list is to go."""

    purpose = "directory_list"

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send the list once and do not keep the address."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Enter your e-mail address."),
            "invalid": gettext_lazy("Enter an e-mail address, like name@example.org."),
        },
    )
