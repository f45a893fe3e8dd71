"""Lists of news: by year and locality, latest first, page by page without counting off."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date

from accounts.days import start_of
from accounts.models import Locality
from cms.news.models.items import NewsItem
from tenants.page_cache import stale_from
from theme.times import day_in_words

PAGE = 20


def shown_news() -> QuerySet[NewsItem]:
    """Return what the public sees today, latest first; what is dated later waits for its day."""
    found = NewsItem.objects.shown().filter(dated__lte=timezone.localdate())
    rows: QuerySet[NewsItem] = found.select_related("locality").order_by("-dated", "-pk")
    return rows


def latest(most: int, locality: str = "") -> list[NewsItem]:
    """Return the latest news."""
    rows = shown_news()
    return list((rows.filter(locality__slug=locality) if locality else rows)[:most])


def card_of(item: NewsItem) -> dict[str, Any]:
    """Return a piece of news as a card, with its day and place."""
    place = [item.locality.title] if item.locality else []
    return item.card() | {"meta": " · ".join([day_in_words(item.dated), *place])}


def stale_with_the_day(request: HttpRequest | None) -> None:
    """A page of news holds until midnight, when the news of the next day is due."""
    if request is not None:
        stale_from(request, start_of(timezone.localdate() + timedelta(days=1)))


def listing(asked: Mapping[str, str], *, here: str, request: HttpRequest) -> dict[str, Any]:
    """Return the context of a list of news."""
    stale_with_the_day(request)
    year, place = _year(asked.get("year", "")), asked.get("locality", "")[:120]
    chosen = {"year": str(year) if year else "", "locality": place}
    rows = shown_news()
    years = [day.year for day in NewsItem.objects.shown().order_by().dates("dated", "year", "DESC")]
    if year:
        rows = rows.filter(dated__year=year)
    if place:
        rows = rows.filter(locality__slug=place)
    found = list(_after(rows, asked.get("after", ""))[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return {
        "cards": [card_of(each) for each in found[:PAGE]],
        "years": [each for each in years if each <= timezone.localdate().year],
        "year": year,
        "locality": place,
        "news_localities": list(Locality.objects.all()),
        "is_filtered": any(chosen.values()),
        "older_url": here + _query(chosen, after=f"{last.dated:%Y-%m-%d}~{last.pk}")
        if last
        else "",
        "newer_url": here + _query(chosen) if asked.get("after") else "",
        "clear_url": here,
    }


def _after(rows: QuerySet[NewsItem], key: str) -> QuerySet[NewsItem]:
    text, _dash, pk = key.partition("~")
    day = _day(text)
    if day is None or not (pk.isascii() and pk.isdecimal()) or len(pk) > 18:
        return rows
    return rows.filter(Q(dated__lt=day) | Q(dated=day, pk__lt=int(pk)))


def _query(chosen: Mapping[str, str], **more: str) -> str:
    words = urlencode({k: v for k, v in {**chosen, **more}.items() if v})
    return f"?{words}" if words else ""


def _year(text: str) -> int | None:
    if len(text) != 4 or not (text.isascii() and text.isdecimal()):
        return None
    return int(text) if 1900 <= int(text) <= 2200 else None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
