"""The team's pages of one date: who booked, moving it, calling it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from cms.events import rules
from cms.events.booking_lists import bookings_csv
from cms.events.date_forms import CallOffForm, MoveDateForm
from cms.events.models import Booking, Event
from cms.events.services import (
    call_off_date,
    move_date,
    restore_date,
)
from cms.events.services.bookings import cancel_booking_of
from cms.events.views.team_frame import OfDate, OfEvent, ServiceForm, TeamPage, way_back
from cms.events.words import when
from tenants.access import RuleMixin
from tenants.errors import ServiceError


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
            breadcrumbs=way_back(
                self.request.user,
                {
                    "title": self.date.event.said("title"),
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
