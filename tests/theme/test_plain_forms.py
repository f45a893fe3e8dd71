"""Errors in the house's words, text counted as its writer counts, telephone numbers."""

import pytest
from django import forms
from django.core.validators import MaxValueValidator
from django.http import QueryDict

from theme.plain_forms import PlainForm
from theme.telephones import TelephoneField, is_telephone

DJANGOS = ("This field", "Ensure this", "Enter a valid", "Select a valid", "Enter a whole")


class Everything(PlainForm, forms.Form):
    text = forms.CharField(label="Your 100% own words", max_length=5)
    box = forms.CharField(label="What happened?", max_length=10, widget=forms.Textarea)
    email = forms.EmailField(label="E-mail address")
    site = forms.URLField(label="Website", assume_scheme="https")
    number = forms.IntegerField(label="How many?", min_value=2, max_value=5)
    amount = forms.DecimalField(label="Price", max_digits=4, decimal_places=2)
    day = forms.DateField(label="Day")
    choice = forms.ChoiceField(label="Which?", choices=[("a", "A")])
    several = forms.MultipleChoiceField(label="Which of them?", choices=[("a", "A")])
    tick = forms.BooleanField(label="I agree")
    file = forms.FileField(label="Your list")
    own = forms.CharField(label="Own", error_messages={"required": "Say it."})
    capped = forms.IntegerField(label="Copies", validators=[MaxValueValidator(3, "Ask us.")])


def errors(**typed):
    data = QueryDict(mutable=True)
    data.update(typed)
    return {name: list(said) for name, said in Everything(data).errors.items()}


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"text": "x" * 6, "box": "x" * 11, "email": "no", "site": "no no", "number": "1"},
        {"number": "9", "amount": "1.234", "day": "no", "choice": "z", "several": "z"},
        {"number": "no", "amount": "no"},
        {"amount": "12345"},
    ],
)
def test_no_error_is_in_djangos_words(typed):
    said = [text for texts in errors(**typed).values() for text in texts]
    assert said
    assert not [text for text in said if text.startswith(DJANGOS)]


def test_an_error_names_what_is_missing_and_what_it_must_be():
    said = errors(number="1", text="abcdef", email="no")
    assert said["box"] == ["Fill in “What happened?”"]
    assert said["choice"] == ["Choose an answer to “Which?”"]
    assert said["several"] == ["Choose an answer to “Which of them?”"]
    assert said["tick"] == ["Tick “I agree”"]
    assert said["file"] == ["Choose a file for “Your list”"]
    assert said["number"] == ["Enter a number that is 2 or more"]
    assert said["text"] == ["“Your 100% own words” has 6 characters. Use 5 or fewer"]
    assert said["email"] == ["Enter an e-mail address, like name@example.org."]


def test_a_message_that_a_field_was_given_stays():
    assert errors(capped="9")["own"] == ["Say it."]
    assert errors(capped="9")["capped"] == ["Ask us."]


def test_a_line_break_counts_once_as_in_the_counter():
    assert "box" not in errors(box="abcd\r\nefghi")
    assert errors(box="abcd\r\nefghij")["box"][0].startswith("“What happened?” has 11 characters")


def test_several_values_of_a_field_outlive_plain_line_breaks():
    class Boxes(PlainForm, forms.Form):
        ticks = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
        words = forms.CharField(widget=forms.Textarea)

    data = QueryDict(mutable=True)
    data.setlist("ticks", ["a", "b"])
    data["words"] = "one\r\ntwo"
    form = Boxes(data)
    assert form.is_valid()
    assert form.cleaned_data == {"ticks": ["a", "b"], "words": "one\ntwo"}


@pytest.mark.parametrize(
    "typed",
    [
        *("01752 123 456", "+44 (0)20 7946 0018", "0117-496-0123", "111", "029 2018 0000 ext. 12"),
        *("01632 960001 x4", "01632 960001 est 9"),
    ],
)
def test_a_telephone_number_is_taken_as_people_type_it(typed):
    assert is_telephone(typed)
    assert TelephoneField().clean(typed) == typed


@pytest.mark.parametrize(
    "typed", ["no phone", "none", "12", "ring me", "sam@example.org", "1" * 21, "+", "ext 12"]
)
def test_what_is_no_telephone_number_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="Enter a telephone number, like"):
        TelephoneField().clean(typed)
