"""Whole public pages kept for anonymous visitors, inside each portal.

Django's own cache middleware does the work; the key carries the portal and its content version
(`tenants.cache.content_key`), so publishing makes pages stale exactly and at once.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.cache import CacheMiddleware
from django.utils.cache import patch_cache_control

PUBLIC = "casement_public"
"""Set on a response by views whose page is the same for every anonymous visitor."""


def mark_public(response: HttpResponse) -> HttpResponse:
    """Say that this page may be kept for every anonymous visitor of this portal."""
    setattr(response, PUBLIC, True)
    return response


class PageCacheMiddleware(CacheMiddleware):
    """Serve and keep pages marked public, for requests that carry no session."""

    def __init__(self, get_response: object) -> None:
        super().__init__(get_response, cache_alias="pages", page_timeout=None)
        self.cache_timeout = settings.CACHES["pages"]["TIMEOUT"]

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return a kept page to an anonymous visitor."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request._cache_update_cache = False
            return None
        return super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Keep a page marked public; have browsers ask again each time (they get a 304)."""
        if getattr(response, PUBLIC, False):
            response = super().process_response(request, response)
            for header in ("Expires", "Age"):
                response.headers.pop(header, None)
            response.headers["Cache-Control"] = "no-cache"
        elif not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response
