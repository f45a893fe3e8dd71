"""Public pages: serving, charts, sitemap, robots, and what is not there."""

import uuid
from typing import cast

import pygal
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from pygal.style import Style
from wagtail import hooks
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.views import serve as wagtail_serve
from wagtail.views import serve_chain

from cms.addresses import language_of
from cms.blocks.figures import figures_of
from cms.blocks.finding import value_of_block
from cms.models import SitePage
from cms.page_map import Entry, page_map
from cms.page_types import model_of
from cms.search_help import stale_with_the_index
from cms.sitemap import FindableSitemap, PortalSitemap
from cms.suggestions import suggestions_for
from tenants.access import declare
from tenants.current import current
from tenants.languages import in_language
from tenants.page_cache import mark_public
from tenants.rules import anyone
from theme.brand import legible, parse


@declare(anyone)
def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Show the page at an address: found in the page map, read with one query.

    A page that is not there in the language of its address is shown in another, with a notice; one
    whose translation has another address leads there. What the map does not hold (pages with a view
    restriction, addresses below a page) goes the usual way through Wagtail, which answers 404 where
    there is nothing.
    """
    pages = page_map()
    entry = pages.by_url.get(request.path) or pages.standing_in(request.path)
    if entry and (elsewhere := pages.seen(entry, language_of(request.path)).url) != request.path:
        return HttpResponseRedirect(elsewhere)
    page = _published(entry) if entry else None
    if page is None:
        response: HttpResponseBase = wagtail_serve(request, path)
        return response
    for check in hooks.get_hooks("before_serve_page"):
        refused = check(page, request, [], {})
        if isinstance(refused, HttpResponse):
            return refused
    shown: HttpResponseBase = serve_chain(page, request, [], {})
    return shown


def _published(entry: Entry) -> SitePage | None:
    model = model_of(entry)
    if model is None:
        return None
    page = model._default_manager.filter(pk=entry.pk, live=True).order_by().first()
    return cast(SitePage | None, page)


@declare(anyone)
def chart(request: HttpRequest, page: int, block: uuid.UUID) -> HttpResponse:
    """Draw the chart of a published page as SVG; its figures stand in a table beside it."""
    entry = page_map().by_pk.get(page)
    found = _published(entry) if entry else None
    value = found and value_of_block(found, "chart", str(block))
    figures = figures_of(value) if value else []
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


@declare(anyone)
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """List for search engines the published pages, services, events and news."""
    sitemaps = {"pages": PortalSitemap, "things": FindableSitemap}
    response: HttpResponseBase = wagtail_sitemap(request, sitemaps)
    stale_with_the_index(request)
    if hasattr(response, "render"):
        response.render()
    return mark_public(response)


@declare(anyone)
def robots(request: HttpRequest) -> HttpResponse:
    """Say where the sitemap is, and what search engines leave alone."""
    shown = ["/account/", reverse("search"), reverse("feedback"), "/share/"]
    shown.append(reverse("finder:own_list"))
    private = ["/admin/", *(in_language(p, code) for code in current().languages for p in shown)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in private)]
    lines += [f"Sitemap: {current().url('/sitemap.xml')}", ""]
    return mark_public(HttpResponse("\n".join(lines), content_type="text/plain"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The portal's own 404 page, with search and pages whose address is like the one asked for."""
    suggestions = suggestions_for(request.path)
    return render(request, "cms/not_found.html", {"suggestions": suggestions}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the person who is signed in may not do this."""
    return render(request, "cms/forbidden.html", status=403)
