"""What every visitor sees of events: one event, the calendar, what is over."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from accounts.days import start_of
from cms.events.listing import Choice, past_page
from cms.events.models import Event, EventDate
from cms.events.month import month_after, read_month, weeks_of
from cms.events.rules import anyone, can_change_dates, can_edit_event, can_write_events
from cms.events.views.frame import EventsFrame, crumbs
from cms.events.words import audience_of, card_of, how_often, organiser_of, price_of, weekday_names
from cms.moderation.words import as_html
from tenants.current import current
from tenants.page_cache import mark_public, stale_from

DATES_SHOWN = 12
"""Dates to come on an event's own page."""


class Kept:
    """A page that is the same for every visitor who is not signed in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Mark it so."""
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response if request.user.is_authenticated else mark_public(response)


class EventView(Kept, EventsFrame):
    """One event: what, when, where, for whom, at what cost, and how to join."""

    rule = anyone
    template_name = "events/event.html"

    @cached_property
    def event(self) -> Event:
        """The event that the address names, published or the visitor's to see; else 404."""
        rows = Event.objects.select_related("locality", "sender")
        event = rows.filter(pk=self.kwargs["pk"]).first()
        user = self.request.user
        if event is None or not (
            event.is_shown or can_write_events(user) or can_change_dates(user, event)
        ):
            raise Http404
        return event

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, at its own address alone."""
        if kwargs["slug"] != self.event.slug:
            return redirect(self.event)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add its dates to come and everything in words; the page holds until the next one ends."""
        event = self.event
        dates = list(event.dates.upcoming()[: DATES_SHOWN + 1])
        for each in dates:
            each.event = event
            stale_from(self.request, each.starts_at if each.can_be_booked else each.ends_at)
        user = self.request.user
        return super().get_context_data(
            event=event,
            title=event.said("title"),
            page_description=event.said("summary"),
            description=as_html(event.said("description")),
            dates=dates[:DATES_SHOWN],
            more_dates=len(dates) > DATES_SHOWN,
            often=how_often(event),
            price=price_of(event),
            audience=audience_of(event),
            organiser=organiser_of(event, current()),
            full_url=current().url(event.get_absolute_url()),
            may_manage=can_change_dates(user, event) or can_edit_event(user, event),
            **kwargs,
        )


class CalendarView(Kept, EventsFrame):
    """A month at a glance, as a table."""

    rule = anyone
    title = gettext_lazy("Calendar of events")
    template_name = "events/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the weeks of the month in the address, and links to the months beside it."""
        choice = Choice.read(self.request.GET)
        first = read_month(self.request.GET.get("month", ""), timezone.localdate())
        weeks = weeks_of(first, _by_day(choice, first))
        stale_from(self.request, start_of(timezone.localdate()) + timedelta(days=1))
        return super().get_context_data(
            month=first,
            weeks=weeks,
            weekdays=weekday_names(),
            today=timezone.localdate(),
            has_events=any(day.items for week in weeks for day in week),
            newer_url=choice.query(month=f"{month_after(first, -1):%Y-%m}"),
            newer_month=month_after(first, -1),
            older_url=choice.query(month=f"{month_after(first):%Y-%m}"),
            older_month=month_after(first),
            choice=choice,
            breadcrumbs=crumbs(),
            **kwargs,
        )


class PastView(Kept, EventsFrame):
    """What is over, latest first."""

    rule = anyone
    title = gettext_lazy("Past events")
    template_name = "events/past.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of dates."""
        after = self.request.GET.get("after", "")
        dates, key = past_page(after)
        upcoming = EventDate.objects.shown().upcoming().order_by("ends_at").first()
        if upcoming:
            stale_from(self.request, upcoming.ends_at)
        return super().get_context_data(
            cards=[card_of(each) for each in dates],
            older_url=f"?after={key}" if key else "",
            newer_url=self.request.path if after else "",
            **kwargs,
        )


def _by_day(choice: Choice, first: date) -> dict[date, list[EventDate]]:
    found: dict[date, list[EventDate]] = {}
    start: datetime = start_of(first)
    shown = EventDate.objects.shown().between(start, start_of(month_after(first)))
    for each in choice.narrow(shown).select_related("event").order_by("starts_at", "pk")[:500]:
        found.setdefault(timezone.localtime(each.starts_at).date(), []).append(each)
    return found
