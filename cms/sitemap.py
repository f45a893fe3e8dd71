"""What search engines are told of: every page that is shown, in every language."""

from wagtail.contrib.sitemaps import Sitemap

from cms.models import SitePage
from cms.models.base import SitePageQuerySet


class PortalSitemap(Sitemap):
    """Wagtail's sitemap; it knows the pages below one home page, and languages have their own."""

    def items(self) -> SitePageQuerySet:
        """Return the pages, as the types that they are."""
        return SitePage.objects.shown().order_by("path").defer_streamfields().specific()
