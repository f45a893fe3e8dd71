from datetime import date

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.http import QueryDict

from theme.forms import DatePartsInput
from theme.pattern_forms import PatternForm, empty_answers

ROW = ".govuk-form-group"


def parse(text):
    return BeautifulSoup(str(text), "html.parser")


def field(form, name):
    return parse(form[name].as_field_group())


@pytest.fixture
def fresh():
    return PatternForm()


@pytest.fixture
def wrong():
    return PatternForm(empty_answers(), prefix="wrong")


class TestField:
    def test_label_hint_and_control_belong_together(self, fresh):
        row = field(fresh, "email")
        assert row.label["for"] == row.input["id"] == "id_email"
        assert row.input["aria-describedby"] == row.select_one(".govuk-hint")["id"]
        assert row.input["class"] == ["govuk-input"]
        assert row.input["autocomplete"] == "email"

    def test_an_error_is_read_with_its_field_and_what_was_typed_stays(self, wrong):
        row = field(wrong, "email")
        assert row.input["value"] == "sam(at)example"
        assert row.input["aria-invalid"] == "true"
        assert "govuk-input--error" in row.input["class"]
        hint, error = row.input["aria-describedby"].split()
        assert row.find(id=hint).get_text().startswith("We only use")
        assert row.find(id=error).get_text(strip=True).startswith("Error:")

    def test_only_optional_fields_are_marked(self, fresh):
        assert "(optional)" in field(fresh, "letter").get_text()
        assert "(optional)" not in field(fresh, "name").get_text()

    def test_a_form_of_filters_marks_nothing(self):
        class Filters(forms.Form):
            marks_optional = False
            near = forms.CharField(required=False)

        assert "(optional)" not in parse(Filters()).get_text()

    def test_labels_are_escaped(self):
        class Odd(forms.Form):
            name = forms.CharField(label="<script>")

        assert parse(Odd()).script is None

    def test_classes_of_the_widget_stay(self):
        class Narrow(forms.Form):
            age = forms.IntegerField(
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"})
            )

        assert parse(Narrow()).input["class"] == ["govuk-input", "govuk-input--width-2"]

    def test_a_disabled_field_is_disabled(self):
        class Fixed(forms.Form):
            name = forms.CharField(disabled=True)
            route = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, disabled=True)

        assert all(control.has_attr("disabled") for control in parse(Fixed()).find_all("input"))


class TestKinds:
    def test_a_password_can_be_shown_and_is_never_sent_back(self):
        row = field(PatternForm({"password": "three unrelated words"}), "password")
        assert row.select_one(ROW)["data-module"] == "govuk-password-input"
        assert row.button.has_attr("hidden")
        assert not row.input.get("value")
        assert row.input["autocomplete"] == "new-password"
        assert row.input["spellcheck"] == "false"

    def test_long_text_with_a_limit_counts(self, fresh):
        row = field(fresh, "question")
        assert row.select_one(ROW)["data-maxlength"] == "500"
        assert not row.textarea.has_attr("maxlength")
        assert "govuk-js-character-count" in row.textarea["class"]
        assert row.find(id="id_question-info").get_text() == "You can enter up to 500 characters"
        assert "id_question-info" in row.textarea["aria-describedby"]

    @pytest.mark.parametrize(("name", "kind"), [("route", "radio"), ("needs", "checkbox")])
    def test_choices_stand_in_a_fieldset(self, fresh, name, kind):
        row = field(fresh, name)
        assert row.fieldset.legend
        inputs = row.find_all("input", type=kind)
        assert len(inputs) == 3
        assert {label["for"] for label in row.find_all("label")} >= {tag["id"] for tag in inputs}

    def test_chosen_options_stay_chosen(self):
        row = field(PatternForm(QueryDict("needs=ramp&needs=childcare")), "needs")
        assert [box["value"] for box in row.find_all("input") if box.has_attr("checked")] == [
            "childcare",
            "ramp",
        ]

    def test_a_choice_reveals_its_field_there_and_nowhere_else(self, fresh):
        page = parse(fresh)
        assert len(page.find_all(id="id_telephone")) == 1
        revealed = page.select_one(".casement-reveals")
        assert revealed.find(id="id_telephone")
        before = revealed.find_previous_sibling("div")
        assert before.input["value"] == "phone"

    def test_a_lone_checkbox_has_its_label_beside_it(self, wrong):
        row = field(wrong, "agree")
        assert row.input["class"] == ["govuk-checkboxes__input", "govuk-checkboxes__input--error"]
        assert row.label["for"] == row.input["id"]

    def test_select_and_file_have_their_classes(self, fresh):
        assert field(fresh, "locality").select_one("select")["class"] == ["govuk-select"]
        assert field(fresh, "letter").input["class"] == ["govuk-file-upload"]

    def test_hidden_fields_are_drawn_once_without_a_label(self):
        class Secret(forms.Form):
            token = forms.CharField(widget=forms.HiddenInput, initial="x")
            name = forms.CharField()

        page = parse(Secret())
        assert len(page.find_all("input", type="hidden")) == 1
        assert len(page.find_all("label")) == 1


class TestDate:
    class Form(forms.Form):
        born = forms.DateField(widget=DatePartsInput)

    def boxes(self, form):
        return [box.get("value") for box in field(form, "born").find_all("input")]

    def test_three_boxes_make_a_date(self):
        form = self.Form({"born_day": "7", "born_month": " 3", "born_year": "2016"})
        assert form.is_valid()
        assert form.cleaned_data["born"] == date(2016, 3, 7)

    @pytest.mark.parametrize(
        "typed", [("31", "2", "2016"), ("", "3", "2016"), ("x", "y", "z"), ("1-2", "", "2016")]
    )
    def test_a_wrong_date_stays_as_it_was_typed(self, typed):
        names = ("born_day", "born_month", "born_year")
        form = self.Form(dict(zip(names, typed, strict=True)))
        assert not form.is_valid()
        assert self.boxes(form) == list(typed)

    def test_empty_boxes_are_no_date(self):
        form = self.Form({"born_day": "", "born_month": "", "born_year": ""})
        assert form.errors["born"] == ["This field is required."]

    def test_a_date_fills_the_boxes(self):
        assert self.boxes(self.Form(initial={"born": date(2016, 3, 7)})) == ["7", "3", "2016"]

    def test_an_optional_date_may_be_left_out(self):
        class Optional(forms.Form):
            born = forms.DateField(widget=DatePartsInput, required=False)

        assert Optional({}).is_valid()


class TestSummary:
    def test_each_error_leads_to_a_control(self, visit):
        page = visit("/patterns/")
        links = page.select(".govuk-error-summary a")
        assert len(links) == 7
        for link in links:
            target = page.find(id=link["href"][1:])
            assert target.name in ("input", "select", "textarea")

    def test_it_stands_before_the_heading_once_and_the_title_says_so(self, visit):
        page = visit("/patterns/")
        assert len(page.select(".govuk-error-summary")) == 1
        assert page.select_one(".govuk-error-summary").find_next("h1")
        assert page.title.get_text().startswith("Error:")

    def test_a_form_by_itself_shows_its_own(self, component, wrong):
        drawn = component("form", form=wrong, submit="Send")
        assert drawn.select_one(".govuk-error-summary")["tabindex"] == "-1"
        assert drawn.form.has_attr("novalidate")
        assert drawn.form["enctype"] == "multipart/form-data"
        assert drawn.form.find("button", type="submit").get_text() == "Send"

    def test_a_fresh_form_shows_none(self, component, fresh):
        assert component("form", form=fresh).select_one(".govuk-error-summary") is None

    def test_errors_of_the_whole_form_are_shown_even_without_a_summary(self):
        class Pair(forms.Form):
            def clean(self):
                raise forms.ValidationError("These do not match")

        assert "These do not match" in str(Pair({}))

    def test_errors_in_a_formset_lead_to_their_own_rows(self, component):
        class Row(forms.Form):
            name = forms.CharField(error_messages={"required": "Enter a name"})

        rows = forms.formset_factory(Row, extra=0, min_num=1, validate_min=True)
        formset = rows({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-name": ""})
        links = component("error_summary", formset=formset).find_all("a")
        assert [link["href"] for link in links] == ["#id_form-0-name"]
        assert parse(formset).find(id="id_form-0-name")
