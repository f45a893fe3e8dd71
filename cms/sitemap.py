"""What search engines are told of: every page that is shown, and whatever else can be found."""

from collections import defaultdict
from typing import Any

from django.contrib.sitemaps import Sitemap as PlainSitemap
from wagtail.contrib.sitemaps import Sitemap

from cms.models import SitePage
from cms.models.base import SitePageQuerySet
from cms.page_source import PAGES
from cms.search import findable
from tenants.current import current
from tenants.languages import in_language

MOST = 40_000
"""Things besides pages: a sitemap holds 50,000 addresses."""


class PortalSitemap(Sitemap):
    """Wagtail's sitemap; it knows the pages below one home page, and languages have their own."""

    def items(self) -> SitePageQuerySet:
        """Return the pages, as the types that they are."""
        return SitePage.objects.shown().order_by("path").defer_streamfields().specific()


class FindableSitemap(PlainSitemap):
    """Services, organisations, events and news: what the public search knows besides pages."""

    def items(self) -> list[tuple[str, list[str]]]:
        """Return the path of each thing, and the languages that it is there in; one query."""
        rows = findable().exclude(source=PAGES).order_by("source", "key", "language")
        found: dict[str, list[str]] = defaultdict(list)
        for url, language in rows.values_list("url", "language")[:MOST]:
            found[url].append(language)
        return list(found.items())

    def get_urls(self, page: Any = 1, site: Any = None, protocol: Any = None) -> list[Any]:
        """Return the lines of the sitemap, each with its sisters in other languages."""
        lines = []
        for path, languages in self.items() if int(page) == 1 else []:
            full = {code: current().url(in_language(path, code)) for code in languages}
            sisters = [{"lang_code": code, "location": url} for code, url in full.items()]
            alternates = sisters if len(sisters) > 1 else []
            lines += [{"location": url, "alternates": alternates} for url in full.values()]
        return lines
