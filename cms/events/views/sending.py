"""Sending an event in: visitors by the public form, partners with their account."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from cms.events.forms import EventForm
from cms.events.models import Event
from cms.events.rules import can_see_own_events, can_send_event
from cms.events.services import send_event
from cms.events.views.frame import EventsFrame, crumbs
from cms.public_forms import PublicForm, PublicFormView

SENDER = ("your_name", "your_email")


class SendEventForm(PublicForm, EventForm):
    """The form of an event, with who sends it."""

    purpose = "event"

    your_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name")},
    )
    your_email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We write to you about this event and nothing else. We do not show it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your e-mail address")},
    )
    sections = EventForm.sections | {_("Who are you?"): SENDER}

    def __init__(self, *args: Any, asks_sender: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if asks_sender else SENDER:
            del self.fields[name]


class SendEventView(PublicFormView[SendEventForm]):
    """Anybody may send an event in; it waits for a publisher (C14)."""

    rule = can_send_event
    form_class = SendEventForm
    template_name = "events/send.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask who sends it only where the account does not say so."""
        return super().get_form_kwargs() | {"asks_sender": not self.request.user.is_authenticated}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way here."""
        return super().get_context_data(breadcrumbs=crumbs(), **kwargs)

    def perform(self, **typed: Any) -> None:
        """Take it."""
        name, email = typed.pop("your_name", ""), typed.pop("your_email", "")
        send_event(actor=self.request.user, values=typed, name=name, email=email)

    def get_success_url(self) -> str:
        """Return where it is said what happens next."""
        return reverse("events:sent")


class SentView(EventsFrame):
    """It is with us: what happens next."""

    rule = can_send_event
    title = _("Thank you, we have your event")
    template_name = "events/sent.html"


@method_decorator(never_cache, name="dispatch")
class OwnEventsView(EventsFrame):
    """What a partner has sent in, where it stands, and a way to its dates and bookings."""

    rule = can_see_own_events
    title = _("Events that you sent in")
    template_name = "events/own.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person's own events, newest first."""
        rows = Event.objects.sent_by(self.request.user).order_by("-pk")
        return super().get_context_data(events=rows[:100], **kwargs)
