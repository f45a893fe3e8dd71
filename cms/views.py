"""Public pages: serving, search, charts, sitemap, robots."""

import uuid
from typing import cast

import pygal
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from pygal.style import Style
from wagtail import hooks
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.views import serve as wagtail_serve
from wagtail.views import serve_chain

from cms.models import SitePage
from cms.page_map import page_map
from cms.page_types import model_of
from cms.search import clean_words, search_portal
from cms.sitemap import PortalSitemap
from tenants.access import declare
from tenants.current import current
from tenants.page_cache import mark_public
from tenants.rules import anyone
from theme.brand import legible, parse


@declare(anyone)
def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Show the page at an address: found in the page map, read with one query.

    What the map does not hold (pages with a view restriction, addresses below a page) goes the
    usual way through Wagtail, which answers 404 where there is nothing.
    """
    page = _published("/" + path)
    if page is None:
        response: HttpResponseBase = wagtail_serve(request, path)
        return response
    for check in hooks.get_hooks("before_serve_page"):
        refused = check(page, request, [], {})
        if isinstance(refused, HttpResponse):
            return refused
    shown: HttpResponseBase = serve_chain(page, request, [], {})
    return shown


def _published(url: str) -> SitePage | None:
    entry = page_map().by_url.get(url)
    if entry is None:
        return None
    model = model_of(entry)
    if model is None:
        return None
    page = model._default_manager.filter(pk=entry.pk, live=True).order_by().first()
    return cast(SitePage | None, page)


@declare(anyone)
def search(request: HttpRequest) -> HttpResponse:
    """Search everything public of this portal."""
    words = clean_words(request.GET.get("q", ""))
    results = search_portal(words) if words else []
    return render(
        request,
        "cms/search.html",
        {"search_query": words, "results": results, "search_is_off": True},
    )


@declare(anyone)
def chart(request: HttpRequest, page: int, block: uuid.UUID) -> HttpResponse:
    """Draw the chart of a published page as SVG; its figures stand in a table beside it."""
    entry = page_map().by_pk.get(page)
    found = _published(entry.url) if entry else None
    figures = found and _figures(found, str(block))
    if not figures:
        raise Http404
    brand = legible(parse(current().theme))
    drawing = pygal.HorizontalBar(
        style=Style(
            background="transparent",
            plot_background="transparent",
            colors=(brand.brand_colour,),
            value_colors=("#ffffff",),
            opacity="1",
            font_family="sans-serif",
            label_font_size=18,
            major_label_font_size=18,
            value_font_size=18,
            value_label_font_size=18,
        ),
        show_legend=False,
        js=[],
        print_values=True,
        height=max(160, 70 + 46 * len(figures)),
        value_formatter=lambda value: f"{value:,g}",
    )
    drawing.x_labels = [label for label, _ in reversed(figures)]
    drawing.add("", [number for _, number in reversed(figures)])
    response = HttpResponse(
        drawing.render(disable_xml_declaration=True), content_type="image/svg+xml"
    )
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    return mark_public(response)


def _figures(page: SitePage, block_id: str) -> list[tuple[str, float]]:
    for block in getattr(page, "body", []):
        if block.block_type == "chart" and block.id == block_id:
            figures: list[tuple[str, float]] = block.block.figures(block.value)
            return figures
    return []


@declare(anyone)
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """List the published pages for search engines."""
    response: HttpResponseBase = wagtail_sitemap(request, {"pages": PortalSitemap})
    if hasattr(response, "render"):
        response.render()
    return mark_public(response)


@declare(anyone)
def robots(request: HttpRequest) -> HttpResponse:
    """Say where the sitemap is, and what search engines leave alone."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /search/"]
    lines += [f"Sitemap: {current().url('/sitemap.xml')}", ""]
    return mark_public(HttpResponse("\n".join(lines), content_type="text/plain"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The portal's own 404 page, with search."""
    return render(request, "cms/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the person who is signed in may not do this."""
    return render(request, "cms/forbidden.html", status=403)
