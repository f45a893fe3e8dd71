"""Pages about the whole site: jargon buster, A–Z, sharing a page, what is new."""

import io
from itertools import groupby
from typing import Any

import segno
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from cms.a_to_z import entries_of, letters_of
from cms.addresses import language_of
from cms.folding import letter_of
from cms.jargon import glossary
from cms.models import SitePage
from cms.page_map import Entry, page_map
from cms.search_help import stale_with_the_index
from cms.share_image import share_image
from tenants.access import declare
from tenants.current import current
from tenants.page_cache import mark_public
from tenants.rules import anyone
from theme.brand import legible, parse
from theme.contrast import text_on

NEWEST = 20
"""Pages in the feed."""


@declare(anyone)
def jargon_buster(request: HttpRequest) -> HttpResponse:
    """Explain every term, from A to Z."""
    language = language_of(request.path)
    meanings = sorted(glossary(language).meanings, key=lambda m: letter_of(m.name, language))
    groups = [
        (letter, list(group))
        for letter, group in groupby(meanings, lambda m: letter_of(m.name, language))
    ]
    context = {
        "groups": groups,
        "breadcrumbs": _way(_("Jargon buster")),
        "page_description": _(
            "What the words and short forms mean that schools, councils and we use."
        ),
    }
    return mark_public(render(request, "cms/jargon_buster.html", context))


@declare(anyone)
def a_to_z(request: HttpRequest) -> HttpResponse:
    """List everything that the portal has under a letter."""
    language = language_of(request.path)
    letters = letters_of(language)
    letter = request.GET.get("letter", letters[0] if letters else "")
    if letter not in letters and "letter" in request.GET:
        raise Http404
    entries, next_key = entries_of(language, letter, request.GET.get("after", ""))
    stale_with_the_index(request)
    context = {
        "letters": letters,
        "letter": letter,
        "entries": entries,
        "next_key": next_key,
        "breadcrumbs": _way(_("A to Z")),
        "page_description": _("Everything on this website, from A to Z."),
    }
    return mark_public(render(request, "cms/a_to_z.html", context))


@declare(anyone)
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a page's address as a code for leaflets, as a link, and on paper."""
    entry = _published(pk)
    context = {
        "entry": entry,
        "address": current().url(entry.url),
        "breadcrumbs": [{"title": entry.title, "url": entry.url}, {"title": _("Share or print")}],
    }
    return mark_public(render(request, "cms/share.html", context))


@declare(anyone)
def share_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw a page's address as a QR code."""
    code = segno.make(current().url(_published(pk).url), error="m", micro=False)
    drawing = io.BytesIO()
    code.save(drawing, kind="svg", scale=8, border=4, dark="#000", light="#fff")
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return mark_public(response)


@declare(anyone)
def share_picture(request: HttpRequest) -> HttpResponse:
    """Draw the picture that other sites show beside a link to this portal."""
    portal = current()
    brand = legible(parse(portal.theme))
    drawing = share_image(portal.title, brand.brand_colour, text_on(brand.brand_colour))
    return mark_public(HttpResponse(drawing, content_type="image/png"))


def _published(pk: int) -> Entry:
    entry = page_map().linked(pk)
    if entry is None:
        raise Http404
    return entry


def _way(title: str) -> list[dict[str, str]]:
    return [{"title": _("Home"), "url": get_script_prefix()}, {"title": title}]


class _Updates(Feed):
    """The pages that were published last, as RSS."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Return the language of the feed."""
        return language_of(request.path)

    def title(self, language: str) -> str:
        """Return what the feed is called."""
        return _("%(portal)s: new and changed pages") % {"portal": current().title}

    def link(self, language: str) -> str:
        """Return the page that the feed belongs to."""
        return current().url(get_script_prefix())

    def feed_url(self, language: str) -> str:
        """Return the feed's own address."""
        return current().url(reverse("updates_feed"))

    def description(self, language: str) -> str:
        """Return what the feed holds."""
        return _("Pages of this service that are new or have changed.")

    def items(self, language: str) -> list[SitePage]:
        """Return the newest pages."""
        pages = SitePage.objects.shown().filter(locale__language_code=language, depth__gt=2)
        known = page_map().by_pk
        newest = pages.filter(last_published_at__isnull=False).order_by("-last_published_at", "-pk")
        return [page for page in newest[:NEWEST] if page.pk in known]

    def item_title(self, item: Any) -> str:
        """Return a page's title."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        """Return a page's summary."""
        return str(item.summary)

    def item_link(self, item: Any) -> str:
        """Return a page's full address."""
        return current().url(page_map().by_pk[item.pk].url)

    def item_pubdate(self, item: Any) -> Any:
        """Return when it was published last."""
        return item.last_published_at


@declare(anyone)
def updates_feed(request: HttpRequest) -> HttpResponseBase:
    """Send what is new as RSS."""
    return mark_public(_Updates()(request))
