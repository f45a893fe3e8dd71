"""Redirects where there are pages, and a clear no to those who may not edit them."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from accounts.groups import follow_roles
from accounts.models import User
from cms.page_map import HOME_DEPTH, page_map

ROOT = "wagtailadmin_explore_root"
HOPS = 5
"""Redirects that are followed one after another."""


class PortalRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects on portals; the platform's host has no pages and no table of them."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Follow an editor's redirect where nothing was found."""
        tenant = getattr(request, "tenant", None)
        if tenant is None or tenant.is_platform:
            return response
        if response.status_code != 404:
            return response
        followed: HttpResponseBase = super().process_response(request, response)
        if followed is not response and leads_in_a_circle(request, followed.headers["Location"]):
            return response
        return followed


def leads_in_a_circle(request: HttpRequest, target: str) -> bool:
    """Whether following redirects from `target` comes by a place twice, or takes too many hops.

    Only redirects are followed: an address that has a page ends the way.
    """
    seen = {Redirect.normalise_path(request.get_full_path())}
    for _hop in range(HOPS):
        parts = urlsplit(target)
        if parts.netloc and parts.netloc != request.get_host():
            return False
        path = Redirect.normalise_path(parts.path + (f"?{parts.query}" if parts.query else ""))
        if path in seen:
            return True
        seen.add(path)
        further = Redirect.objects.filter(old_path=path).first()
        if further is None or page_map().standing_in(parts.path):
            return False
        target = further.link or ""
    return True


class EditingAreaMiddleware:
    """Say no to people who are signed in and may not edit; lead others to the portal's home page.

    Wagtail sends them to sign in, which sends whoever is signed in straight back. Its list of pages
    begins at the root, where the one home page stands.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; the check waits until the session is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Raise `PermissionDenied` for signed-in strangers to the editing area.

        A role may have begun or ended since the person signed in: their groups follow first.
        """
        if not request.path_info.startswith("/admin/") or not isinstance(request.user, User):
            return None
        follow_roles(request.user)
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        match = request.resolver_match
        return _to_the_one_home() if match and match.url_name == ROOT else None


def _to_the_one_home() -> HttpResponseBase | None:
    """Lead on to what is below the home page, where there is one in one language alone."""
    homes = list(Page.objects.filter(depth=HOME_DEPTH)[:2])
    return redirect("wagtailadmin_explore", homes[0].pk) if len(homes) == 1 else None
