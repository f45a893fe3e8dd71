"""The form for opening times: days and hours as people say them, kept as an RFC 5545 rule."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.directory.models import Schedule
from cms.directory.models.schedules import BYMONTHDAY, DAYS
from cms.directory.providers.rows import RowForm, check_span, day_field, line
from cms.directory.values.words import WHICH
from cms.events.date_forms import ClockField

TICKS = forms.CheckboxSelectMultiple


class TimesForm(RowForm):
    """One line of opening times."""

    says_nothing = frozenset({"interval", "freq", "place"})
    """An interval of more than one goes with a first day, which says something."""
    rarely = (
        *("interval", "dtstart", "which", "bymonthday", "valid_from", "valid_to"),
        *("schedule_link", "attending_type", "notes"),
    )
    place = forms.ChoiceField(label=gettext_lazy("Where?"), required=False)
    freq = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=[("", gettext_lazy("It does not repeat")), *Schedule.Frequency.choices],
        required=False,
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days"), choices=list(DAYS.items()), widget=TICKS, required=False
    )
    opens_at = ClockField(label=gettext_lazy("Opens at"), required=False)
    closes_at = ClockField(label=gettext_lazy("Closes at"), required=False)
    description = line(
        gettext_lazy("In words"), 300, help_text=gettext_lazy("For example: in term time")
    )
    description_cy = line(gettext_lazy("In words, in Welsh"), 300)
    interval = forms.IntegerField(
        label=gettext_lazy("Every how many weeks or months?"),
        help_text=gettext_lazy("2 for every other week."),
        min_value=1,
        max_value=52,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    dtstart = day_field(
        gettext_lazy("First day"),
        help_text=gettext_lazy("From which the weeks or months are counted."),
    )
    which = forms.MultipleChoiceField(
        label=gettext_lazy("Which ones of the month?"),
        help_text=gettext_lazy("For what happens every month on a day of the week."),
        choices=list(WHICH.items()),
        widget=TICKS,
        required=False,
    )
    bymonthday = forms.RegexField(
        BYMONTHDAY,
        label=gettext_lazy("Or on which days of the month?"),
        help_text=gettext_lazy("Numbers with commas between them: 1,15"),
        required=False,
        max_length=80,
        error_messages={"invalid": gettext_lazy("Enter days of the month, such as 1,15")},
    )
    valid_from = day_field(gettext_lazy("These times hold from"))
    valid_to = day_field(gettext_lazy("These times hold until"))
    schedule_link = forms.URLField(
        label=gettext_lazy("Web page with a timetable or for booking"),
        required=False,
        assume_scheme="https",
    )
    attending_type = line(gettext_lazy("How to attend"), 100)
    notes = line(gettext_lazy("Notes"), 300)

    def __init__(self, *args: Any, places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.choices = [("", _("Wherever the service is")), *places]

    def clean(self) -> dict[str, Any]:
        """A line says when, or says it in words; the rule that is kept must hold together."""
        cleaned = super().clean()
        if self.is_blank or cleaned.get("DELETE"):
            return cleaned
        when = ("days", "bymonthday", "opens_at", "closes_at", "description", "schedule_link")
        if not any(cleaned.get(name) for name in when) and not self.errors:
            self.add_error("days", _("Choose days, or say it in words"))
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It closes before it opens"))
        if (cleaned.get("interval") or 1) > 1 and not cleaned.get("dtstart"):
            self.add_error("dtstart", _("Give the first day, so that the weeks can be counted"))
        if cleaned.get("which") and cleaned.get("freq") != Schedule.Frequency.MONTHLY:
            self.add_error("freq", _("Choose “Every month” for the first, second and so on"))
        check_span(self, "valid_from", "valid_to")
        return cleaned

    def row(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the row's values, its days as a rule."""
        row = super().row(before)
        days, which = row.pop("days"), row.pop("which")
        numbers = which if row["freq"] == Schedule.Frequency.MONTHLY and which else [""]
        row["byday"] = ",".join(f"{number}{day}" for number in numbers for day in days)
        row["interval"] = row["interval"] or 1
        return row


def as_typed(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield rows of values as the form has them: days by themselves, and which of the month."""
    for row in rows:
        for which, days in _groups(row["byday"]):
            yield {**row, "days": days, "which": which}
            row = {**row, "id": ""}  # what one rule cannot say in a form becomes a second line


def _groups(byday: str) -> list[tuple[list[str], list[str]]]:
    """Return the numbers and days of a rule, in groups in which each number goes with each day."""
    by_number: dict[str, list[str]] = {}
    for part in filter(None, byday.split(",")):
        by_number.setdefault(part[:-2], []).append(part[-2:])
    groups: dict[tuple[str, ...], list[str]] = {}
    for number, days in by_number.items():
        groups.setdefault(tuple(days), []).append(number)
    found = [([each for each in which if each], list(days)) for days, which in groups.items()]
    return found or [([], [])]
