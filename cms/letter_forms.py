"""The public's forms: write to us, comment or complain, order on paper (C2, C18)."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from cms.blocks.publications import FORMATS, LANGUAGES
from cms.complaints import Matter, Sender
from cms.public_forms import PublicForm
from theme.telephones import TelephoneField

MOST_WORDS = 4000
"""Characters of a free text."""
MOST_COPIES = 20


def _text(label: Any, missing: Any = "", **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=options.pop("longest", 120),
        error_messages={"required": missing},
        **options,
    )


def _long(label: Any, missing: Any = "", **options: Any) -> forms.CharField:
    rows = options.pop("rows", 8)
    widget = forms.Textarea(attrs={"rows": rows})
    return _text(label, missing, longest=MOST_WORDS, widget=widget, **options)


def _email(label: Any, **options: Any) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("Enter an e-mail address, like name@example.org.")},
        **options,
    )


def _name() -> forms.CharField:
    return _text(
        _("Your name"),
        help_text=_("It need not be your full name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ContactForm(PublicForm):
    """A question, and where the answer goes."""

    purpose = "contact"

    message = _long(
        _("How can we help?"),
        _("Write what we can help you with."),
        help_text=_("Please leave out your child's name and private details."),
    )
    name = _name()
    email = _email(_("E-mail address"), required=False, help_text=_("So that we can answer you."))
    telephone = TelephoneField(required=False)


class ComplaintForm(PublicForm):
    """What happened, what would put it right, and who may be answered."""

    purpose = "complaint"

    matter = forms.ChoiceField(
        label=_("What would you like to do?"),
        choices=Matter.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would like to do.")},
    )
    sender = forms.ChoiceField(
        label=_("Who are you?"),
        choices=Sender.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who you are.")},
    )
    what_happened = _long(
        _("What happened?"),
        _("Write what happened."),
        help_text=_("When, where, and with which part of our service. You need not name a child."),
    )
    put_right = _long(_("What would put it right?"), rows=4)
    name = _name()
    email = _email(_("E-mail address"), required=False, help_text=_("For our written answer."))
    telephone = TelephoneField(required=False)
    needs = _text(
        _("Do you need help with this?"),
        longest=300,
        help_text=_("For example an interpreter, large print, or somebody to write it for you."),
    )

    def __init__(self, *args: Any, anonymous: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not anonymous:
            self.fields["name"].required = True
            self.fields["name"].error_messages["required"] = _("Enter your name.")


class PaperForm(PublicForm):
    """A leaflet on paper: how many, which format, where to."""

    purpose = "paper"

    copies = forms.IntegerField(
        label=_("How many copies?"),
        initial=1,
        validators=[
            MinValueValidator(1, _("Order 1 copy or more.")),
            MaxValueValidator(
                MOST_COPIES, _("Order up to %d copies. Contact us for more.") % MOST_COPIES
            ),
        ],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={
            "required": _("Enter how many copies you need."),
            "invalid": _("Enter a number, like 2."),
        },
    )
    format = forms.ChoiceField(
        label=_("Which format?"),
        choices=[(name, FORMATS[name]) for name in ("standard", "large_print", "easy_read")],
        initial="standard",
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Which language?"),
        help_text=_("If we do not have it in this language, we tell you what we can do."),
        choices=list(LANGUAGES.items()),
        initial="en",
    )
    name = _text(
        _("Name on the envelope"),
        _("Enter the name for the envelope."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = _text(
        _("Postal address"),
        _("Enter the address to send it to."),
        longest=500,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )
    email = _email(
        _("E-mail address"), required=False, help_text=_("Only if we may ask you something.")
    )
