"""The team's pages: what waits, what is there, and one event with its dates and bookings."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from cms.events import rules
from cms.events.booking_lists import bookings_csv
from cms.events.forms import CallOffForm, EventForm, MoveDateForm
from cms.events.models import Booking, Event, EventDate
from cms.events.services import (
    call_off_date,
    move_date,
    publish_event,
    refuse_event,
    restore_date,
    save_event,
    take_down_event,
)
from cms.events.services.bookings import cancel_booking_of
from cms.events.views.frame import EventsFrame, crumbs
from cms.events.words import how_often, when
from cms.moderation.forms import RefuseForm
from cms.moderation.states import Status
from tenants.access import RuleMixin
from tenants.errors import ServiceError

PAGE = 30


@method_decorator(never_cache, name="dispatch")
class TeamPage(EventsFrame):
    """A page of the team's, never kept."""


@method_decorator(never_cache, name="dispatch")
class ServiceForm(RuleMixin, FormView[Any]):
    """A form that leads to one call of a service; what it refuses stands in the form."""

    template_name = "events/manage_form.html"
    title: ClassVar[Any] = ""
    submit: ClassVar[Any] = _("Save")
    done: ClassVar[Any] = ""

    def perform(self, form: Any) -> None:
        """Call the service. Raises `ServiceError`."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it and say so."""
        try:
            self.perform(form)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add heading, button and the way back."""
        frame = {
            "title": self.title,
            "submit": self.submit,
            "cancel_url": self.get_success_url(),
            "breadcrumbs": crumbs(
                {"title": gettext("Manage events"), "url": reverse("events:manage")}
            ),
        }
        return super().get_context_data(**(frame | kwargs))


class OfEvent:
    """Knows the event that the address names; the rule is asked about it."""

    kwargs: dict[str, Any]

    @cached_property
    def event(self) -> Event:
        """The event; else 404."""
        return get_object_or_404(Event.objects.select_related("sender"), pk=self.kwargs["pk"])

    def get_rule_object(self) -> Event:
        """Return the event."""
        return self.event

    def get_success_url(self) -> str:
        """Return the address of the event's page for the team."""
        return reverse("events:manage_event", args=[self.event.pk])


class OfDate:
    """Knows the date that the address names; the rule is asked about its event."""

    kwargs: dict[str, Any]

    @cached_property
    def date(self) -> EventDate:
        """The date; else 404."""
        rows = EventDate.objects.select_related("event__sender")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_rule_object(self) -> Event:
        """Return its event."""
        return self.date.event

    def get_success_url(self) -> str:
        """Return the address of the date's page."""
        return reverse("events:date", args=[self.date.pk])


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
            rows = rows.filter(Q(title__icontains=words) | Q(organiser__icontains=words))
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
            title=event.title,
            often=how_often(event),
            dates=[{"date": each, "when": when(each)} for each in dates],
            past=[{"date": each, "when": when(each)} for each in past],
            may_edit=rules.can_edit_event(user, event),
            may_publish=rules.can_publish_event(user, event),
            breadcrumbs=_way(user),
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


class DateView(OfDate, TeamPage):
    """One date: who booked, what they need, and what can be done."""

    rule = rules.can_see_bookings
    template_name = "events/manage_date.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add its bookings, first come first."""
        rows = self.date.bookings.active()
        return super().get_context_data(
            date=self.date,
            event=self.date.event,
            title=when(self.date),
            bookings=rows[:1000],
            childcare=rows.exclude(childcare="").count(),
            interpreter=rows.exclude(interpreter="").count(),
            breadcrumbs=_way(
                self.request.user,
                {
                    "title": self.date.event.title,
                    "url": reverse("events:manage_event", args=[self.date.event_id]),
                },
            ),
            **kwargs,
        )


class CallOffView(OfDate, ServiceForm):
    """Calls one date off."""

    rule = rules.can_change_dates
    form_class = CallOffForm
    title = _("Call this date off?")
    submit = _("Call it off")
    done = _("The date is called off. Whoever booked is told. You can put it back on.")

    def perform(self, form: CallOffForm) -> None:
        """Call it off."""
        call_off_date(actor=self.request.user, date=self.date, **form.cleaned_data)


class RestoreView(OfDate, RuleMixin, View):
    """Puts one date back on."""

    rule = rules.can_change_dates

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page with the button."""
        return redirect(self.get_success_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and say so or why not."""
        try:
            restore_date(actor=request.user, date=self.date)
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("The date is back on. Whoever booked is told."))
        return redirect(self.get_success_url())


class MoveView(OfDate, ServiceForm):
    """Gives one date another time or place."""

    rule = rules.can_change_dates
    form_class = MoveDateForm
    title = _("Move this date")
    submit = _("Move it")
    done = _("The date is moved. Whoever booked is told.")

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is there."""
        from_, until = (
            timezone.localtime(self.date.starts_at),
            timezone.localtime(self.date.ends_at),
        )
        return {
            "day": from_.date(),
            "start_time": from_.time(),
            "end_time": until.time(),
            "place": self.date.place,
            "note": self.date.note,
        }

    def perform(self, form: MoveDateForm) -> None:
        """Move it."""
        typed = form.cleaned_data
        move_date(
            actor=self.request.user,
            date=self.date,
            place=typed["place"],
            note=typed["note"],
            **form.when(),
        )


class CancelForView(RuleMixin, View):
    """Cancels a booking for somebody who rang up."""

    rule = rules.can_see_bookings
    kwargs: dict[str, Any]

    @cached_property
    def booking(self) -> Booking:
        """The booking; else 404."""
        rows = Booking.objects.select_related("date__event__sender")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_rule_object(self) -> Event:
        """Return the event it is for."""
        return self.booking.date.event

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page with the button."""
        return redirect("events:date", pk=self.booking.date_id)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cancel it."""
        cancel_booking_of(actor=request.user, booking=self.booking)
        messages.success(request, gettext("The booking is cancelled, and the person is told."))
        return redirect("events:date", pk=self.booking.date_id)


class BookingsCsvView(OfEvent, RuleMixin, View):
    """All bookings of an event as a table; the ledger has that it was taken."""

    rule = rules.can_export_bookings

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it."""
        response = HttpResponse(
            bookings_csv(actor=request.user, event=self.event),
            content_type="text/csv; charset=utf-8",
        )
        name = f"bookings-{self.event.slug}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


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


def _way(user: Any, *more: dict[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of the team's; partners come from their own list."""
    name = "events:manage" if rules.can_write_events(user) else "events:own"
    title = gettext("Manage events") if rules.can_write_events(user) else gettext("Your events")
    return crumbs({"title": title, "url": reverse(name)}, *more)
