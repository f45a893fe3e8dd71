"""Redirects, where there are pages."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware


class PortalRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects on portals; the platform's host has no pages and no table of them."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Follow an editor's redirect where nothing was found."""
        tenant = getattr(request, "tenant", None)
        if tenant is None or tenant.is_platform:
            return response
        followed: HttpResponseBase = super().process_response(request, response)
        return followed
