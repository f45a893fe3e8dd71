"""How one field of a form is laid out: its kind, ids, hint, errors and control.

``theme/forms/field.html`` draws what this module works out; nothing here makes markup except by
asking the field's own widget for its control.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.safestring import SafeString

from theme.forms import DatePartsInput

# The first class that a widget is an instance of decides the kind.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DatePartsInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (forms.widgets.Input, "input"),
)
_CLASSES = {
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}
_GROUP_KINDS = ("radios", "checkboxes", "date")


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or checkbox of several."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    disabled: bool
    reveals: BoundField | None


@dataclass(frozen=True, slots=True)
class DatePart:
    """One box of a date."""

    id: str
    name: str
    label: str
    value: str
    width: int


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of an error summary: the message and the id of the control it links to."""

    text: str
    target: str


class FieldLayout:
    """Everything that the field template needs to know about a bound field."""

    def __init__(self, field: BoundField) -> None:
        """Settle the kind of control and the ids that tie its parts together."""
        self.field = field
        self.kind = kind_of(field)
        self.id = field.id_for_label or field.auto_id
        self.hint_id = f"{field.auto_id}_helptext" if field.help_text else ""
        self.error_id = f"{field.auto_id}_error" if field.errors else ""
        self.maxlength = _character_limit(field) if self.kind == "textarea" else None
        self.info_id = f"{field.auto_id}-info" if self.maxlength else ""

    @property
    def is_optional(self) -> bool:
        """Whether the label says "(optional)": never on a lone checkbox, nor in a form of filters.

        A form in which nothing is compulsory says ``marks_optional = False``.
        """
        marks = getattr(self.field.form, "marks_optional", True)
        return marks and not self.field.field.required and self.kind != "checkbox"

    @property
    def described_by(self) -> str:
        """The ids of count, hint and error, in the order in which they are read."""
        own = self.field.field.widget.attrs.get("aria-describedby", "")
        return " ".join(filter(None, (own, self.info_id, self.hint_id, self.error_id)))

    @property
    def control(self) -> SafeString:
        """The widget's own markup, with the classes and description of its kind."""
        own = self.field.field.widget.attrs
        attrs: dict[str, Any] = {"class": f"{self._css_class} {own.get('class', '')}".strip()}
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        if self.kind == "textarea":
            attrs["maxlength"] = False  # browsers cut without a word what is beyond it
        if self.kind == "password":
            attrs |= {"spellcheck": "false", "autocapitalize": "none"}
            attrs["autocomplete"] = own.get("autocomplete", "current-password")
        return self.field.as_widget(attrs=attrs)

    @property
    def options(self) -> list[Option]:
        """The radio buttons or checkboxes, each with the field it reveals."""
        revealed = _reveals(self.field.form)
        return [
            _option(widget.data, revealed.get((self.field.name, str(widget.data["value"]))))
            for widget in self.field.subwidgets
        ]

    @property
    def date_parts(self) -> list[DatePart]:
        """The three boxes of a date."""
        widget = self.field.field.widget
        context = widget.get_context(self.field.html_name, self.field.value(), {"id": self.id})
        return [
            DatePart(part["attrs"]["id"], part["name"], str(label), part["value"] or "", width)
            for part, label, width in zip(
                context["widget"]["subwidgets"], widget.labels, (2, 2, 4), strict=True
            )
        ]

    @property
    def _css_class(self) -> str:
        css_class = _CLASSES.get(self.kind, "")
        wrong = f" {css_class.split()[0]}--error" if css_class and self.field.errors else ""
        counted = " govuk-js-character-count" if self.maxlength else ""
        return f"{css_class}{wrong}{counted}"


def kind_of(field: BoundField) -> str:
    """Give the kind of control; "other" for widgets that draw themselves."""
    widget = field.field.widget
    return next((kind for known, kind in _KINDS if isinstance(widget, known)), "other")


def first_control(field: BoundField) -> str:
    """Give the id of the control that an error message leads to."""
    if kind_of(field) in _GROUP_KINDS:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def standing_fields(form: BaseForm) -> list[BoundField]:
    """Give the visible fields that stand by themselves, in order."""
    revealed = {field.name for field in _reveals(form).values()}
    return [field for field in form.visible_fields() if field.name not in revealed]


def summary_of(form: object, formset: object = None) -> list[SummaryLine]:
    """Give the lines of an error summary for a form, the forms of a formset (or several), or both.

    The form then carries ``summary_is_shown``, so that a page shows its errors once: the base
    template, above the heading, or else the form component.
    """
    lines: list[SummaryLine] = []
    if isinstance(form, BaseForm) and form.is_bound:
        lines += _form_lines(form)
        vars(form)["summary_is_shown"] = True
    for rows in formset if isinstance(formset, list) else [formset]:
        if isinstance(rows, BaseFormSet) and rows.is_bound:
            lines += [SummaryLine(str(text), "") for text in rows.non_form_errors()]
            lines += [line for each in rows for line in _form_lines(each)]
    return lines


def _form_lines(form: BaseForm) -> list[SummaryLine]:
    lines = [SummaryLine(str(text), "") for text in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else first_control(field)
        lines += [SummaryLine(str(text), target) for text in field.errors]
    return lines


def _reveals(form: BaseForm) -> dict[tuple[str, str], BoundField]:
    """Read a form's ``reveals``: (field, value) of a choice to the name of the field it shows."""
    named: dict[tuple[str, str], str] = getattr(form, "reveals", {})
    return {choice: form[name] for choice, name in named.items() if name in form.fields}


def _option(data: dict[str, Any], reveals: BoundField | None) -> Option:
    attrs = data["attrs"]
    return Option(
        id=attrs.get("id", ""),
        name=data["name"],
        value=str(data["value"]),
        label=data["label"],
        checked=data["selected"],
        disabled=bool(attrs.get("disabled")),
        reveals=reveals,
    )


def _character_limit(field: BoundField) -> int | None:
    limit = field.field.widget.attrs.get("maxlength")
    return int(limit) if limit else None
