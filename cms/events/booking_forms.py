"""Forms of those who book: places, and what they need to be able to come (PPP App. C)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cms.events.models import Event
from cms.events.models.bookings import MOST_PLACES
from cms.public_forms import PublicForm

_FEW = {"inputmode": "numeric", "class": "govuk-input--width-2"}


class BookingForm(PublicForm):
    """Asks for no more than is needed to have everybody welcome."""

    purpose = "booking"

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter your name")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "We send your booking there, with a link to change or cancel it. We write again only "
            "if something about this date changes."
        ),
        max_length=254,
        error_messages={"required": gettext_lazy("Enter your e-mail address")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    adults = forms.IntegerField(
        label=gettext_lazy("How many adults are coming?"),
        initial=1,
        min_value=1,
        max_value=MOST_PLACES,
        widget=forms.TextInput(attrs=_FEW),
    )
    children = forms.IntegerField(
        label=gettext_lazy("How many children are coming with you?"),
        initial=0,
        min_value=0,
        max_value=MOST_PLACES,
        widget=forms.TextInput(attrs=_FEW),
    )
    childcare = forms.CharField(
        label=gettext_lazy("Do you need childcare?"),
        help_text=gettext_lazy("Tell us how old the children are. We will say what is possible."),
        max_length=300,
        required=False,
    )
    interpreter = forms.CharField(
        label=gettext_lazy("Do you need an interpreter?"),
        help_text=gettext_lazy("Tell us the language, British Sign Language included."),
        max_length=120,
        required=False,
    )
    needs = forms.CharField(
        label=gettext_lazy("Is there anything else that would help you to come?"),
        help_text=gettext_lazy("For example a step-free way in, or help with travel."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not event.asks_childcare:
            del self.fields["childcare"]
        if not event.asks_interpreter:
            del self.fields["interpreter"]


class ChangeBookingForm(BookingForm):
    """The same for a booking that is there; its address stays, since the link went there."""

    purpose = "booking_change"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]
