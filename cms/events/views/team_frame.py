"""What the team's pages of events have in common."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from cms.events import rules
from cms.events.models import Event, EventDate
from cms.events.views.frame import EventsFrame, crumbs
from tenants.access import RuleMixin
from tenants.errors import ServiceError


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


def way_back(user: Any, *more: dict[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of the team's; partners come from their own list."""
    name = "events:manage" if rules.can_write_events(user) else "events:own"
    title = gettext("Manage events") if rules.can_write_events(user) else gettext("Your events")
    return crumbs({"title": title, "url": reverse(name)}, *more)
