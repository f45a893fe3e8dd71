"""The latest news, for the home page and in text."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from cms.news.listing import card_of, latest, stale_with_the_day
from cms.news.models import NewsPage
from cms.page_types import page_of_type
from tenants.languages import addressed_in

register = template.Library()


@register.inclusion_tag("news/latest.html", takes_context=True)
def latest_news(
    context: dict[str, Any], most: int = 3, heading: str = "", locality: str = ""
) -> dict[str, Any]:
    """Show the latest news; the page that shows it holds until midnight."""
    stale_with_the_day(context.get("request"))
    page = page_of_type(NewsPage, addressed_in())
    return {
        "heading": heading or _("Latest news"),
        "cards": [card_of(each) for each in latest(most, locality)],
        "all_url": page.url if page else "",
    }
