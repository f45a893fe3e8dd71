"""Whole public pages kept for anonymous visitors, inside each portal.

Django's own cache middleware does the work; the key carries the portal and its content version
(`tenants.cache.content_key`), so publishing makes pages stale exactly and at once.
"""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.cache import CacheMiddleware
from django.utils.cache import patch_cache_control

PUBLIC = "casement_public"
"""Set on a response by views whose page is the same for every anonymous visitor."""


Response = TypeVar("Response", bound=HttpResponseBase)
UPDATES = "_cache_update_cache"
"""Django's own note on a request whose response may be kept."""


def mark_public(response: Response) -> Response:
    """Say that this page may be kept for every anonymous visitor of this portal."""
    setattr(response, PUBLIC, True)
    return response


class PageCacheMiddleware(CacheMiddleware):
    """Serve and keep pages marked public, for requests that carry no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response, cache_alias="pages", page_timeout=None)
        self.cache_timeout = caches["pages"].default_timeout or 0

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Return a kept page to an anonymous visitor."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            setattr(request, UPDATES, False)
            return None
        return super().process_request(request)

    def process_response(  # type: ignore[override]
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Keep a page marked public; have browsers ask again each time (they get a 304)."""
        if getattr(response, PUBLIC, False):
            super().process_response(request, response)
            for header in ("Expires", "Age"):
                response.headers.pop(header, None)
            response.headers["Cache-Control"] = "no-cache"
        elif not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response
