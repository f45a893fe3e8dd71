"""Days and times as people type them, and the forms for one date of an event."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.events.models.events import zone
from cms.events.recurrence import moments
from theme.forms import DatePartsInput
from theme.plain_forms import PlainForm

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I %p", "%I:%M %p", "%I.%M %p"]
DAYS = ("%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d")
"""How a day may be typed on one line."""
_WHEN = gettext_lazy("For example 9:30 or 2pm.")


class ClockField(forms.TimeField):
    """A time of day as people type it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _WHEN)
        super().__init__(
            input_formats=TIMES,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
            error_messages={
                "required": gettext_lazy("Enter a time, such as 9:30 or 2pm"),
                "invalid": gettext_lazy("Enter a time, such as 9:30 or 2pm"),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """Take midday for what it is, and small letters and spaces as they come."""
        text = str(value or "").strip().lower()
        words = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}
        return super().to_python(words.get(text, text))

    def prepare_value(self, value: Any) -> Any:
        """Show a time without its seconds."""
        return value.strftime("%H:%M") if hasattr(value, "strftime") else value


def day_field(**kwargs: Any) -> forms.DateField:
    """Return a field for a day in three boxes."""
    return forms.DateField(
        widget=DatePartsInput(),
        error_messages={
            "required": gettext_lazy("Enter a day, a month and a year"),
            "invalid": gettext_lazy("Enter a real date, such as 24 9 2026"),
        },
        **kwargs,
    )


class DaysField(forms.CharField):
    """Days as people type them, one a line; the value is a list in order, each once."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "class": "govuk-input--width-20"})
        super().__init__(required=False, max_length=2000, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show days one a line."""
        if isinstance(value, str):
            return value
        return "\n".join(f"{day:%d/%m/%Y}" for day in value or ())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is shown."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        """Return the days; refuse a line that is none."""
        lines = super().clean(value).splitlines()
        return sorted({_day_of(line.strip()) for line in lines if line.strip()})


def _day_of(line: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(line, form).date()  # noqa: DTZ007  (a day)
        except ValueError:
            continue
    words = _("“%(line)s” is not a real date. Write it like 25/12/2026, one date on each line.")
    raise ValidationError(words % {"line": line[:40]})


class MoveDateForm(PlainForm, forms.Form):
    """Another time or place for one date."""

    day = day_field(label=gettext_lazy("New day"))
    start_time = ClockField(label=gettext_lazy("Starts at"))
    end_time = ClockField(label=gettext_lazy("Ends at"))
    place = forms.CharField(
        label=gettext_lazy("Another place"),
        help_text=gettext_lazy("Leave empty if the place stays the same."),
        max_length=300,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("What should people know?"),
        help_text=gettext_lazy("It is shown with the date, and in the mail to those who booked."),
        max_length=300,
        required=False,
    )

    def when(self) -> dict[str, datetime]:
        """Return what was typed as two moments."""
        typed = self.cleaned_data
        starts, ends = moments(typed["day"], typed["start_time"], typed["end_time"], zone())
        return {"starts_at": starts, "ends_at": ends}


class CallOffForm(PlainForm, forms.Form):
    """Why a date does not take place."""

    note = forms.CharField(
        label=gettext_lazy("Why does it not take place?"),
        help_text=gettext_lazy("It is shown with the date, and in the mail to those who booked."),
        max_length=300,
        required=False,
    )
