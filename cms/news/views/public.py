"""What every visitor sees of news: one piece, and the feed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property

from cms.moderation.words import as_html
from cms.news.listing import stale_with_the_day
from cms.news.models import NewsItem
from cms.news.rules import anyone, can_write_news
from cms.news.syndication import atom_feed
from cms.news.views.frame import NewsFrame
from tenants.access import declare
from tenants.current import current
from tenants.page_cache import mark_public


class NewsItemView(NewsFrame):
    """One piece of news."""

    rule = anyone
    template_name = "news/item.html"

    @cached_property
    def item(self) -> NewsItem:
        """The news that the address names, shown or the visitor's to see; else 404."""
        rows = NewsItem.objects.select_related("locality", "picture")
        item = rows.filter(pk=self.kwargs["pk"]).first()
        if item is None:
            raise Http404
        is_out = item.is_shown and item.dated <= timezone.localdate()
        if not is_out and not can_write_news(self.request.user):
            raise Http404
        return item

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """It is the same for every visitor who is not signed in."""
        response = super().dispatch(request, *args, **kwargs)
        return response if request.user.is_authenticated else mark_public(response)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, at its own address alone."""
        if kwargs["slug"] != self.item.slug:
            return redirect(self.item)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add its words."""
        item = self.item
        return super().get_context_data(
            item=item,
            title=item.said("title"),
            page_description=item.said("summary"),
            body=as_html(item.said("body")),
            full_url=current().url(item.get_absolute_url()),
            may_manage=can_write_news(self.request.user),
            **kwargs,
        )


@declare(anyone)
def atom(request: HttpRequest) -> HttpResponse:
    """The latest news, for feed readers."""
    stale_with_the_day(request)
    text = atom_feed(request.GET.get("locality", "")[:120])
    return mark_public(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))
