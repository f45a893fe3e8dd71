"""The public search: results with filters, and suggestions while typing."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.addresses import language_of
from cms.search import FACETS, LONGEST, Found, clean_words, search_portal
from cms.search_help import count_misses, stale_with_the_index, suggest
from cms.search_queries import Fit
from tenants.access import declare
from tenants.page_cache import mark_public
from tenants.rules import anyone

TITLES = {
    "kind": _("Kind"),
    "section": _("Section"),
    "locality": _("Area"),
    "language": _("Language"),
}
LONGEST_VALUE = 120
"""Characters of a filter's value that are looked at."""


@declare(anyone)
def search(request: HttpRequest) -> HttpResponse:
    """Search everything public of this portal."""
    words = clean_words(request.GET.get("q", ""))
    chosen = _chosen(request.GET)
    after = request.GET.get("after", "")
    found = search_portal(words, chosen, after) if words else Found()
    if words and found.fit in (Fit.NONE, Fit.MENDED) and not found.elsewhere:
        count_misses(words, language_of(request.path))
    context = {
        "search_query": words,
        "is_cut": len(request.GET.get("q", "")) > LONGEST,
        "longest": LONGEST,
        "found": found,
        "results": [*found.results, *found.elsewhere],
        "filters": _filters(words, chosen, found),
        "chosen": _chosen_links(words, chosen, found),
        "did_you_mean": found.mended,
        "did_you_mean_url": _address(words=found.mended),
        "next_url": _address(words, chosen, found.next_key) if found.next_key else "",
        "is_first_page": "after" not in request.GET,
        "clear_url": _address(words),
        "search_is_off": True,
    }
    return render(request, "cms/search.html", context)


@declare(anyone)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Return what begins like the words typed, for the script beside the search box."""
    words = clean_words(request.GET.get("q", ""))
    rows = suggest(words, language_of(request.path))
    found = [{"title": row.title, "url": row.url, "kind": row.kind} for row in rows]
    stale_with_the_index(request)
    return mark_public(JsonResponse({"suggestions": found}))


def _chosen(query: QueryDict) -> dict[str, str]:
    values = {name: clean_words(query.get(name, ""))[:LONGEST_VALUE] for name in FACETS}
    return {name: value for name, value in values.items() if value}


def _address(words: str, chosen: Mapping[str, str] | None = None, after: str = "") -> str:
    query = QueryDict(mutable=True)
    query["q"] = words
    for name, value in (chosen or {}).items():
        query[name] = value
    if after:
        query["after"] = after
    return f"{reverse('search')}?{query.urlencode()}"


def _filters(words: str, chosen: Mapping[str, str], found: Found) -> list[dict[str, Any]]:
    """Return each filter that would narrow the results, its values as links with counts."""
    filters = []
    for facet in FACETS:
        options = found.facets.get(facet, [])
        if len(options) < 2 and facet not in chosen:
            continue
        links = [
            {
                "text": option.text,
                "count": option.count,
                "url": _address(words, {**chosen, facet: option.value}),
                "current": chosen.get(facet) == option.value,
            }
            for option in options
        ]
        filters.append({"name": facet, "title": TITLES[facet], "options": links})
    return filters


def _chosen_links(words: str, chosen: Mapping[str, str], found: Found) -> list[dict[str, str]]:
    """Return what is chosen, each with the address without it."""
    links = []
    for facet, value in chosen.items():
        texts = {option.value: option.text for option in found.facets.get(facet, [])}
        rest = {name: kept for name, kept in chosen.items() if name != facet}
        text = f"{TITLES[facet]}: {texts.get(value, value)}"
        links.append({"text": text, "url": _address(words, rest)})
    return links
