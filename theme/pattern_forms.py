"""The form of the pattern page: one field of every kind that components know."""

from typing import ClassVar

from django import forms
from django.http import QueryDict

from theme.forms import DatePartsInput

_ROUTES = [("phone", "By telephone"), ("post", "By post"), ("visit", "At a drop-in")]
_NEEDS = [
    ("childcare", "Childcare"),
    ("interpreter", "An interpreter"),
    ("ramp", "Step-free access"),
]


class PatternForm(forms.Form):
    """Every kind of field; a choice of telephone reveals the number to call."""

    reveals: ClassVar = {("route", "phone"): "telephone"}

    name = forms.CharField(
        label="Your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name"},
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="We only use this to answer you.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
    )
    password = forms.CharField(
        label="Password",
        help_text="At least 12 characters. Three unrelated words make a good one.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )
    route = forms.ChoiceField(
        label="How should we reach you?",
        choices=_ROUTES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how we should reach you"},
    )
    telephone = forms.CharField(
        label="Telephone number",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    needs = forms.MultipleChoiceField(
        label="What would help you to come?",
        help_text="Choose all that apply.",
        choices=_NEEDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    locality = forms.ChoiceField(
        label="Where do you live?",
        choices=[("", "Choose one"), ("north", "North"), ("south", "South")],
        error_messages={"required": "Choose where you live"},
    )
    born = forms.DateField(
        label="When was your child born?",
        help_text="For example, 27 3 2016",
        widget=DatePartsInput,
        error_messages={"invalid": "Enter a real date", "required": "Enter a date of birth"},
    )
    question = forms.CharField(
        label="What do you want to ask?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter your question"},
    )
    letter = forms.FileField(
        label="A letter that we should see",
        required=False,
        help_text="PDF or photo, up to 10 MB.",
    )
    agree = forms.BooleanField(
        label="You may keep what I wrote for 12 months",
        error_messages={"required": "Tick the box if we may keep what you wrote"},
    )


def empty_answers() -> QueryDict:
    """Give answers with something wrong in each of them, to show the errors."""
    return QueryDict(
        "wrong-name=&wrong-email=sam(at)example&wrong-born_day=31&wrong-born_month=2"
        "&wrong-born_year=2016&wrong-route=phone&wrong-telephone=01632 960 001&wrong-question="
    )
