"""Feeds: iCalendar for calendars, Atom for readers."""

from django.http import Http404, HttpRequest, HttpResponse

from cms.events.ical import CONTENT_TYPE, calendar_of, feed_of
from cms.events.listing import Choice
from cms.events.models import Event
from cms.events.rules import anyone
from cms.events.syndication import atom_of
from tenants.access import declare
from tenants.page_cache import mark_public


@declare(anyone)
def feed(request: HttpRequest) -> HttpResponse:
    """The portal's events, or those that the address chooses, for calendars to subscribe to."""
    return _calendar(feed_of(Choice.read(request.GET)), "events")


@declare(anyone)
def event_feed(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One event with all its dates, to put into a calendar."""
    event = Event.objects.shown().filter(pk=pk).first()
    if event is None:
        raise Http404
    return _calendar(calendar_of([event], event.said("title")), event.slug)


@declare(anyone)
def atom(request: HttpRequest) -> HttpResponse:
    """The dates to come, for feed readers."""
    text = atom_of(Choice.read(request.GET))
    return mark_public(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


def _calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return mark_public(response)
