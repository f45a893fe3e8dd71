"""What every template gets: the menus by Wagtail's own queries, the look as constants."""

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site

from stock.models import StandardPage
from theme.brand import Brand, fingerprint


@cache
def content() -> dict[str, Any]:
    """Return the content that the stock site shares with the portal beside it."""
    found: dict[str, Any] = json.loads(
        (Path(settings.BASE_DIR) / "content.json").read_text(encoding="utf-8")
    )
    return found


@cache
def look() -> dict[str, Any]:
    """Return the brand and the names; a stock site has them in its settings, not in a table."""
    return {
        "portal": SimpleNamespace(**content()["portal"]),
        "brand": Brand(),
        "brand_css_url": f"/brand/{fingerprint(Brand())}.css",
        "brand_icon_url": "/brand/icon.svg",
        "page_language": "en",
        "demonstration": True,
        "user_links": [{"title": "Sign in", "url": "/sign-in/"}],
    }


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the look, and the menus as stock Wagtail sites make them: a query for each."""
    root = Site.find_for_request(request).root_page
    menu = Page.objects.child_of(root).live().public().in_menu()
    footer = StandardPage.objects.live().public().filter(show_in_footer=True)
    return {
        **look(),
        "navigation": [_link(page, request) for page in menu],
        "footer_navigation": [_link(page, request) for page in footer.order_by("path")],
    }


def _link(page: Page, request: HttpRequest) -> dict[str, Any]:
    url = page.get_url(request)
    return {"title": page.title, "url": url, "current": url == request.path}
