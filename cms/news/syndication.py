"""The latest news as an Atom feed."""

from datetime import datetime, time
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.moderation.words import many_lines, one_line
from cms.news.listing import latest
from cms.news.models import NewsItem
from tenants.current import current

MOST = 30


def atom_feed(locality: str = "") -> str:
    """Return the feed of the portal in hand, of one locality where it is named."""
    portal = current()
    query = f"?{urlencode({'locality': locality})}" if locality else ""
    address = portal.url(reverse("news:atom")) + query
    feed = Atom1Feed(
        title=_("News – %(portal)s") % {"portal": portal.title},
        link=portal.url("/"),
        description=_("What is new"),
        language=get_language(),
        feed_url=address,
        feed_guid=address,
    )
    for item in latest(MOST, locality):
        feed.add_item(
            title=one_line(item.said("title")),
            link=portal.url(item.get_absolute_url()),
            description=many_lines(item.said("summary")),
            unique_id=f"urn:uuid:{item.uuid}",
            pubdate=_moment(item),
            updateddate=max(item.changed_at, _moment(item)),
        )
    return str(feed.writeString("utf-8"))


def _moment(item: NewsItem) -> datetime:
    return timezone.make_aware(datetime.combine(item.dated, time.min))
