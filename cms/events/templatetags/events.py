"""Events in templates: dates in words, states, the next events for home and text."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from cms.events import words
from cms.events.listing import next_dates
from cms.events.models import Event, EventDate, EventsPage
from cms.page_types import page_of_type
from tenants.languages import addressed_in
from tenants.page_cache import stale_from

register = template.Library()


@register.filter
def when(date: EventDate) -> str:
    """Return a date's day and times in words."""
    return words.when(date)


@register.filter
def title_of(date: EventDate) -> str:
    """Return the title of a date's event in the language in hand."""
    return date.event.said("title")


@register.simple_tag
def tag_for(date: EventDate) -> str:
    """Return the one word that somebody must see before they set out."""
    return words.tag_of(date)


@register.inclusion_tag("events/next.html", takes_context=True)
def next_events(
    context: dict[str, Any],
    most: int = 3,
    heading: str = "",
    locality: str = "",
    audience: str = "",
) -> dict[str, Any]:
    """Show the next events; the page that shows them holds until the first of them ends."""
    dates = next_dates(most, locality=locality, audience=audience)
    request = context.get("request")
    if dates and request is not None:
        stale_from(request, min(each.ends_at for each in dates))
    page = page_of_type(EventsPage, addressed_in())
    return {
        "heading": heading or _("Next events"),
        "cards": [words.card_of(each) for each in dates],
        "all_url": page.url if page else "",
    }


@register.filter
def text(thing: Event, name: str) -> str:
    """Return a text of an event in the language in hand."""
    return thing.said(name)
