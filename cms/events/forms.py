"""Forms of events: what it is, moving a date, calling it off, refusing it."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.events.date_forms import ClockField, DaysField, day_field
from cms.events.models import Audience, Event, Frequency
from cms.events.models.events import MOST_TIMES
from cms.events.recurrence import WEEKS
from cms.events.words import weekday_names
from cms.moderation.words import many_lines
from tenants.current import current
from theme.plain_forms import PlainForm
from theme.telephones import TelephoneField

LONGEST = 10_000
"""Characters of a description."""
NEVER, UNTIL, COUNT = "never", "until", "count"
YEARS_AHEAD = timedelta(days=5 * 366)


class EventForm(PlainForm, forms.ModelForm[Event]):
    """An event in plain words, whoever fills it in."""

    first_on = day_field(label=gettext_lazy("First or only day"))
    start_time = ClockField(label=gettext_lazy("Starts at"))
    end_time = ClockField(label=gettext_lazy("Ends at"))
    frequency = forms.ChoiceField(
        label=gettext_lazy("How often?"), widget=forms.RadioSelect, initial=Frequency.ONCE
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days?"),
        help_text=gettext_lazy("Only for every week or every two weeks."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ends = forms.ChoiceField(
        label=gettext_lazy("Until when is it repeated?"),
        help_text=gettext_lazy("Only if it takes place more than once."),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (NEVER, gettext_lazy("Until we say otherwise")),
            (UNTIL, gettext_lazy("Until a day")),
            (COUNT, gettext_lazy("A number of times")),
        ],
    )
    repeat_until = day_field(label=gettext_lazy("Last day"), required=False)
    repeat_count = forms.IntegerField(
        label=gettext_lazy("How many times?"),
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    left_out = DaysField(
        label=gettext_lazy("Dates to leave out"),
        help_text=gettext_lazy(
            "Only if it takes place more than once: days on which it does not, such as bank "
            "holidays. One on each line, like 25/12/2026."
        ),
    )
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Who is it for?"),
        help_text=gettext_lazy("Leave all empty if everyone can come."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("How many places are there on each date?"),
        help_text=gettext_lazy("Leave empty if there is room for everyone. Children count too."),
        required=False,
        min_value=1,
        max_value=5000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    contact_telephone = TelephoneField(
        label=gettext_lazy("Telephone for questions"),
        help_text=gettext_lazy("This is shown to everyone."),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    reveals: ClassVar = {
        ("ends", UNTIL): "repeat_until",
        ("ends", COUNT): "repeat_count",
    }
    sections: ClassVar[dict[Any, tuple[str, ...]]] = {
        gettext_lazy("What is it?"): (
            "title",
            "summary",
            "description",
            "title_cy",
            "summary_cy",
            "description_cy",
        ),
        gettext_lazy("When is it?"): (
            "first_on",
            "start_time",
            "end_time",
            "frequency",
            "weekdays",
            "ends",
            "left_out",
        ),
        gettext_lazy("Where is it?"): (
            "is_online",
            "place",
            "address",
            "postcode",
            "locality",
        ),
        gettext_lazy("Who is it for?"): ("audiences", "price"),
        gettext_lazy("Who runs it?"): ("organiser", "contact_email", "contact_telephone"),
        gettext_lazy("Booking"): (
            "takes_bookings",
            "capacity",
            "asks_childcare",
            "asks_interpreter",
        ),
    }

    class Meta:
        model = Event
        fields = [
            "title",
            "summary",
            "description",
            "title_cy",
            "summary_cy",
            "description_cy",
            "first_on",
            "start_time",
            "end_time",
            "frequency",
            "weekdays",
            "repeat_until",
            "repeat_count",
            "left_out",
            "is_online",
            "place",
            "address",
            "postcode",
            "locality",
            "audiences",
            "price",
            "organiser",
            "contact_email",
            "contact_telephone",
            "takes_bookings",
            "capacity",
            "asks_childcare",
            "asks_interpreter",
        ]
        labels: ClassVar = {
            "title": gettext_lazy("Name of the event"),
            "summary": gettext_lazy("What happens there, in one or two sentences"),
            "description": gettext_lazy("More about it"),
            "is_online": gettext_lazy("People can join online"),
            "price": gettext_lazy("What does it cost?"),
            "organiser": gettext_lazy("Team, school or agency that runs it"),
            "locality": gettext_lazy("Part of the area"),
            "takes_bookings": gettext_lazy("People book a place on this site"),
            "asks_childcare": gettext_lazy("Ask who books whether they need childcare"),
            "asks_interpreter": gettext_lazy("Ask who books whether they need an interpreter"),
        }
        help_texts: ClassVar = {
            "title": gettext_lazy("For example “Coffee morning at the library”."),
            "description": gettext_lazy(
                "What to bring, how to get in, whom to ask for. Leave an empty line between "
                "paragraphs. Web addresses become links."
            ),
            "price": gettext_lazy("Leave empty if it is free."),
            "organiser": gettext_lazy("Leave empty if this service runs it."),
            "contact_email": gettext_lazy("This is shown to everyone."),
        }
        widgets: ClassVar = {
            "summary": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "summary_cy": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "description": forms.Textarea(attrs={"rows": 8}),
            "description_cy": forms.Textarea(attrs={"rows": 8}),
            "postcode": forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["frequency"].choices = [
            (value, capfirst(str(label))) for value, label in Frequency.choices
        ]
        fields["weekdays"].choices = list(enumerate(weekday_names()))
        fields["audiences"].choices = [
            (value, capfirst(str(label))) for value, label in Audience.choices
        ]
        fields["locality"].empty_label = _("All of the area")
        if "cy" not in current().languages:
            for name in ("title_cy", "summary_cy", "description_cy"):
                del fields[name]
        if self.instance.pk:
            self.initial["ends"] = _ends_of(self.instance)

    def sections_shown(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return headings and their fields, for the page; revealed fields draw themselves."""
        return [
            (heading, [self[name] for name in names if name in self.fields])
            for heading, names in self.sections.items()
        ]

    def clean_description(self) -> str:
        """Refuse a description that nobody would read."""
        return _not_too_long(self.cleaned_data["description"])

    def clean_description_cy(self) -> str:
        """Refuse a description that nobody would read."""
        return _not_too_long(self.cleaned_data["description_cy"])

    def clean_first_on(self) -> date:
        """Refuse a day long past, or too far ahead."""
        day: date = self.cleaned_data["first_on"]
        today = timezone.localdate()
        if self.instance.pk is None and day < today:
            raise ValidationError(_("Choose today or a day to come."))
        if day > today + YEARS_AHEAD or day.year < 2000:
            raise ValidationError(_("This day is too far away."))
        return day

    def clean(self) -> dict[str, Any]:
        """Bring the parts of the rule into step with each other."""
        cleaned: dict[str, Any] = super().clean() or {}
        ends = cleaned.pop("ends", "") or NEVER
        repeated = cleaned.get("frequency") != Frequency.ONCE
        self._check_end(cleaned, ends if repeated else NEVER)
        self._check_days(cleaned)
        self._check_left_out(cleaned, repeated)
        self._check_place(cleaned)
        return cleaned

    def _check_end(self, cleaned: dict[str, Any], ends: str) -> None:
        if ends != UNTIL:
            cleaned["repeat_until"] = None
        elif not cleaned.get("repeat_until"):
            self._say("repeat_until", _("Enter the last day"))
        elif cleaned.get("first_on") and cleaned["repeat_until"] < cleaned["first_on"]:
            self._say("repeat_until", _("The last day must be after the first"))
        elif cleaned["repeat_until"] > timezone.localdate() + YEARS_AHEAD:
            self._say("repeat_until", _("This day is too far away."))
        if ends != COUNT:
            cleaned["repeat_count"] = None
        elif not cleaned.get("repeat_count"):
            self._say("repeat_count", _("Enter how many times"))

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        first = cleaned.get("first_on")
        if cleaned.get("frequency") not in WEEKS or first is None:
            cleaned["weekdays"] = []
            return
        days = cleaned.get("weekdays") or [first.weekday()]
        if first.weekday() not in days:
            name = weekday_names()[first.weekday()]
            self._say(
                "weekdays",
                _("The first day is a %(day)s. Tick that too, or change the first day.")
                % {"day": name},
            )
        cleaned["weekdays"] = sorted(days)

    def _check_left_out(self, cleaned: dict[str, Any], repeated: bool) -> None:
        if not repeated:
            cleaned["left_out"] = []
        elif cleaned.get("first_on") in cleaned.get("left_out", ()):
            self._say("left_out", _("The first day cannot be left out: change the first day."))

    def _check_place(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("is_online") and not cleaned.get("place"):
            self._say("place", _("Enter the place, or say that people can join online"))

    def _say(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, message)


def _ends_of(event: Event) -> str:
    if event.repeat_until:
        return UNTIL
    return COUNT if event.repeat_count else NEVER


def _not_too_long(text: str) -> str:
    text = many_lines(text)
    if len(text) > LONGEST:
        raise ValidationError(_("Use fewer words: this is too long to be read."))
    return text
