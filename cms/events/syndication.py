"""The dates to come as an Atom feed."""

from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.events.listing import Choice
from cms.events.models import EventDate
from cms.events.words import when
from cms.moderation.words import many_lines, one_line
from tenants.current import current

MOST = 30


def atom_of(choice: Choice) -> str:
    """Return the feed of the portal in hand for what was chosen."""
    portal = current()
    dates = choice.narrow(EventDate.objects.shown().upcoming()).select_related("event")[:MOST]
    address = portal.url(reverse("events:atom")) + choice.query()
    feed = Atom1Feed(
        title=_("Events – %(portal)s") % {"portal": portal.title},
        link=portal.url(reverse("events:calendar")),
        description=_("What is on"),
        language=get_language(),
        feed_url=address,
        feed_guid=address,
    )
    for each in dates:
        event = each.event
        off = f"{_('Called off')}: " if each.is_called_off else ""
        feed.add_item(
            title=off + one_line(event.said("title")),
            link=portal.url(f"{event.get_absolute_url()}#date-{each.pk}"),
            description=many_lines(f"{when(each)}. {event.said('summary')}"),
            unique_id=f"urn:uuid:{event.uuid}#{each.original_on:%Y%m%d}",
            pubdate=event.decided_at or event.created_at,
            updateddate=max(event.changed_at, event.created_at),
        )
    if not dates:
        feed.feed["updated"] = timezone.now()
    return str(feed.writeString("utf-8"))
