"""The team's pages: what waits, what is there, and one event with its dates and bookings."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from cms.events import rules
from cms.events.forms import EventForm
from cms.events.models import Event
from cms.events.services import (
    publish_event,
    refuse_event,
    save_event,
    take_down_event,
)
from cms.events.views.team_frame import OfEvent, ServiceForm, TeamPage, way_back
from cms.events.words import how_often, when
from cms.moderation.forms import RefuseForm
from cms.moderation.states import Status
from tenants.access import RuleMixin
from tenants.errors import ServiceError

PAGE = 30


class EventsView(TeamPage):
    """All events by where they stand; what waits comes first."""

    rule = rules.can_write_events
    title = _("Manage events")
    template_name = "events/manage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of events of one state, and how many there are of each."""
        status = self.request.GET.get("status", "")
        words = " ".join(self.request.GET.get("q", "").split())[:100]
        rows = Event.objects.select_related("locality")
        if status in Status.values:
            rows = rows.filter(status=status)
        if words:
            rows = rows.filter(
                Q(title__icontains=words)
                | Q(title_cy__icontains=words)
                | Q(organiser__icontains=words)
            )
        before = self.request.GET.get("before", "")
        if before.isascii() and before.isdecimal() and len(before) < 18:
            rows = rows.filter(pk__lt=int(before))
        found = list(rows.order_by("-pk")[: PAGE + 1])
        last = found[PAGE - 1].pk if len(found) > PAGE else None
        return super().get_context_data(
            events=found[:PAGE],
            states=_states(status),
            status=status,
            search_words=words,
            older_url=f"?status={status}&before={last}" if last else "",
            **kwargs,
        )


class EventView(OfEvent, TeamPage):
    """One event: where it stands, what can be done, its dates and how many booked."""

    rule = rules.can_change_dates
    template_name = "events/manage_event.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add its dates and what this person may do."""
        event, user = self.event, self.request.user
        dates = list(event.dates.upcoming()[:60])
        past = list(event.dates.over().order_by("-starts_at")[:10])
        return super().get_context_data(
            event=event,
            title=event.said("title"),
            often=how_often(event),
            dates=[{"date": each, "when": when(each)} for each in dates],
            past=[{"date": each, "when": when(each)} for each in past],
            may_edit=rules.can_edit_event(user, event),
            may_publish=rules.can_publish_event(user, event),
            breadcrumbs=way_back(user),
            **kwargs,
        )


class NewEventView(ServiceForm):
    """A new event, kept as a draft."""

    rule = rules.can_write_events
    form_class = EventForm
    template_name = "events/edit.html"
    title = _("Add an event")
    submit = _("Save as a draft")
    done = _("The event is saved as a draft. Look it over, then publish it.")
    made: Event | None = None

    def perform(self, form: EventForm) -> None:
        """Keep it."""
        self.made = save_event(actor=self.request.user, event=None, values=form.cleaned_data)

    def get_success_url(self) -> str:
        """Go on to its page."""
        if self.made is None:
            return reverse("events:manage")
        return reverse("events:manage_event", args=[self.made.pk])


class EditEventView(OfEvent, ServiceForm):
    """Changes an event."""

    rule = rules.can_edit_event
    form_class = EventForm
    template_name = "events/edit.html"
    title = _("Change the event")
    done = _("The event is saved. Whoever booked a date that changed is told.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with a copy: the service writes to the event itself."""
        return super().get_form_kwargs() | {"instance": Event.objects.get(pk=self.event.pk)}

    def perform(self, form: EventForm) -> None:
        """Keep it; with the second button of what waits, publish it as well."""
        event = save_event(actor=self.request.user, event=self.event, values=form.cleaned_data)
        if "publish" in self.request.POST:
            publish_event(actor=self.request.user, event=event, changes=bool(form.changed_data))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer to publish at once what waits for it."""
        may = rules.can_publish_event(self.request.user, self.event)
        offered = may and not self.event.is_shown
        return super().get_context_data(event=self.event, may_publish=offered, **kwargs)


class Act(OfEvent, RuleMixin, View):
    """One button on an event's page."""

    rule = rules.can_publish_event
    done: ClassVar[Any] = ""

    def act(self) -> None:
        """Call the service. Raises `ServiceError`."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page with the button."""
        return redirect(self.get_success_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and say so or why not."""
        try:
            self.act()
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(self.done))
        return redirect(self.get_success_url())


class PublishView(Act):
    """Publishes an event as it is."""

    done = _("The event is published.")

    def act(self) -> None:
        """Publish it."""
        publish_event(actor=self.request.user, event=self.event)


class TakeDownView(Act):
    """Takes an event off the site."""

    done = _("The event is off the site. Whoever booked a date is told.")

    def act(self) -> None:
        """Take it down."""
        take_down_event(actor=self.request.user, event=self.event)


class RefuseView(OfEvent, ServiceForm):
    """Refuses what was sent in, with a reason."""

    rule = rules.can_publish_event
    form_class = RefuseForm
    title = _("Refuse this event?")
    submit = _("Refuse it")
    done = _("The event is refused, and the sender is told why.")

    def perform(self, form: RefuseForm) -> None:
        """Refuse it."""
        refuse_event(actor=self.request.user, event=self.event, **form.cleaned_data)


def _states(chosen: str) -> list[dict[str, Any]]:
    counts = dict(
        Event.objects.order_by()
        .values_list("status")
        .annotate(n=Count("pk"))
        .values_list("status", "n")
    )
    return [
        {"value": value, "label": label, "count": counts.get(value, 0), "is_on": value == chosen}
        for value, label in Status.choices
    ]
