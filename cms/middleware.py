"""Redirects where there are pages, and a clear no to those who may not edit them."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from accounts.groups import follow_roles
from accounts.models import User


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


class EditingAreaMiddleware:
    """Say no to people who are signed in and may not edit.

    Wagtail sends them to sign in, which sends whoever is signed in straight back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; the check waits until the session is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> None:
        """Raise `PermissionDenied` for signed-in strangers to the editing area.

        A role may have begun or ended since the person signed in: their groups follow first.
        """
        if not request.path_info.startswith("/admin/") or not isinstance(request.user, User):
            return
        follow_roles(request.user)
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
