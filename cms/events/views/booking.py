"""Booking a place, and the page behind the link of the mail: see, change, cancel."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from cms.events.booking_forms import BookingForm, ChangeBookingForm
from cms.events.booking_links import booking_of
from cms.events.models import Booking, EventDate
from cms.events.rules import anyone
from cms.events.services import book_places, cancel_booking, change_booking
from cms.events.views.frame import EventsFrame, crumbs
from cms.events.words import when
from cms.public_forms import PublicFormView
from tenants.access import RuleMixin
from tenants.links import LinkRefused


class BookView(PublicFormView[BookingForm]):
    """The form for places on one date."""

    rule = anyone
    form_class = BookingForm
    template_name = "events/book.html"

    @cached_property
    def date(self) -> EventDate:
        """The date of a published event that the address names; else 404."""
        rows = EventDate.objects.shown().select_related("event__locality")
        date = rows.filter(pk=self.kwargs["pk"], event__takes_bookings=True).first()
        if date is None:
            raise Http404
        return date

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form what the event asks."""
        return super().get_form_kwargs() | {"event": self.date.event}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the date in words and how many places are left."""
        event = self.date.event
        here = {"title": event.said("title"), "url": event.get_absolute_url()}
        return super().get_context_data(
            date=self.date, event=event, when=when(self.date), breadcrumbs=crumbs(here), **kwargs
        )

    def perform(self, **typed: Any) -> None:
        """Book."""
        book_places(
            actor=self.request.user,
            date=self.date,
            values=typed,
            language=get_language() or settings.STARTER_LANGUAGE,
        )

    def get_success_url(self) -> str:
        """Return where it is said that the mail is on its way."""
        return reverse("events:booked")


class BookedView(EventsFrame):
    """It is done: look into the mailbox."""

    rule = anyone
    title = _("Your places are booked")
    template_name = "events/booked.html"


@method_decorator(never_cache, name="dispatch")
class OwnBooking(RuleMixin):
    """What the link of a mail leads to; says in words why a link does not work."""

    rule = anyone
    booking: Booking

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the booking first."""
        try:
            self.booking = booking_of(kwargs["token"])
        except LinkRefused as refused:
            context = {"explanation": str(refused), "breadcrumbs": crumbs()}
            return render(request, "events/link_refused.html", context, status=410)
        return super().dispatch(request, *args, **kwargs)

    def here(self) -> str:
        """Return the address of the booking's page."""
        return reverse("events:booking", args=[self.kwargs["token"]])  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the booking and its date in words."""
        date = self.booking.date
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            booking=self.booking,
            date=date,
            event=date.event,
            when=when(date),
            here=self.here(),
            **kwargs,
        )
        return context


class BookingView(OwnBooking, PublicFormView[ChangeBookingForm]):
    """A booking, with a form to change it."""

    form_class = ChangeBookingForm
    template_name = "events/booking.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form what the event asks."""
        return super().get_form_kwargs() | {"event": self.booking.date.event}

    def get_initial(self) -> dict[str, Any]:
        """Fill the form with what was booked."""
        names = ("name", "adults", "children", "childcare", "interpreter", "needs")
        return {name: getattr(self.booking, name) for name in names}

    def perform(self, **typed: Any) -> None:
        """Change it and say so."""
        change_booking(actor=self.request.user, booking=self.booking, values=typed)
        messages.success(self.request, gettext("Your booking is changed."))

    def get_success_url(self) -> str:
        """Stay with the booking."""
        return self.here()


class CancelBookingView(OwnBooking, EventsFrame):
    """Asks once more, then cancels."""

    rule = anyone
    title = _("Cancel your booking?")
    template_name = "events/cancel_booking.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cancel; the page then says so."""
        cancel_booking(actor=request.user, booking=self.booking)
        messages.success(request, gettext("Your booking is cancelled. Thank you for telling us."))
        return redirect(self.here())
