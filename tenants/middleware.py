"""The host decides the portal: first of all, for every request."""

import copy
import logging

from django.core.exceptions import DisallowedHost
from django.db import OperationalError
from django.db.utils import InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tenants.middleware.main import TenantMainMiddleware

from tenants import hosts
from tenants.connection import connection
from tenants.errors import plain_page
from tenants.languages import split
from tenants.models import Portal
from tenants.modules import is_switched_off
from tenants.platform import Platform
from tenants.postgres import PostgresUnavailable

log = logging.getLogger(__name__)
DOWN = (OperationalError, InterfaceError, PostgresUnavailable)

DEADLOCK = "40P01"
"""PostgreSQL's code for two transactions that waited for each other."""
SIGN_IN = "accounts"
OPEN_BEFORE = {
    *("healthz", "readyz", "csp_report"),
    *("brand_css", "brand_icon", "brand_emblem", "favicon"),
}
"""What visitors may ask for while a portal is being set up, besides signing in."""


def database_down() -> HttpResponse:
    """The page for while the database cannot be reached."""
    return plain_page(
        503,
        _("The service is not available just now"),
        _("We are sorry. Try again in a few minutes. What you sent may not have been saved."),
        headers={"Retry-After": "30", "Cache-Control": "no-store"},
        no_home=True,
    )


def try_again() -> HttpResponse:
    """The page for when two people's changes waited for each other, and the database undid one."""
    return plain_page(
        409,
        _("Somebody changed the same thing at the same moment"),
        _("Nothing of yours was saved. Go back and send it again."),
        headers={"Cache-Control": "no-store"},
    )


class PortalRequest(HttpRequest):
    """A request whose portal is known."""

    tenant: Portal | Platform


class PortalMiddleware(TenantMainMiddleware):
    """Set the portal of a request, or answer 404, 410 or 503 without naming any portal."""

    def process_request(self, request: PortalRequest) -> HttpResponse | None:
        """Find the portal by the Host header and set the connection to it."""
        if request.path_info == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        try:
            host = request.get_host()
            portal = hosts.portal_for(host)
        except DisallowedHost:
            return unknown_host()
        except DOWN:
            portal = hosts.last_known(host)
            if portal is None:
                return database_down()
        if portal is None:
            return unknown_host()
        # Each request has its own copy: nothing written on it can reach another.
        request.tenant = copy.copy(portal)
        connection.set_tenant(request.tenant)
        self.setup_url_routing(request)
        language, _ = split(request.path_info, request.tenant)
        with override(language):
            return not_serving(request.tenant)

    def process_view(
        self, request: PortalRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Answer 404 for what belongs to a module that is off; keep visitors out until opening."""
        match = request.resolver_match
        space = match.namespaces[0] if match and match.namespaces else ""
        if is_switched_off(request.tenant, space):
            raise Http404
        if request.tenant.status != Portal.Status.SETTING_UP or request.user.is_authenticated:
            return None
        name = match.url_name if match else ""
        return None if space == SIGN_IN or name in OPEN_BEFORE else not_open_yet()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show a plain page when the database goes away in the middle of a request."""
        if not isinstance(error, DOWN):
            return None
        if getattr(error.__cause__, "pgcode", "") == DEADLOCK:
            return try_again()
        log.error("Database unavailable: %s", type(error).__name__)
        connection.close()
        return database_down()


def not_open_yet() -> HttpResponse:
    """What visitors see of a portal that its team is still setting up."""
    return plain_page(
        503,
        _("This service opens soon"),
        _("Its pages are being prepared. Please come back later."),
        headers={"Retry-After": "86400", "Cache-Control": "no-store"},
        no_home=True,
    )


def unknown_host() -> HttpResponse:
    """A plain 404 that names no portal."""
    return plain_page(
        404, _("Page not found"), _("There is no service at this address."), no_home=True
    )


def not_serving(portal: Portal | Platform) -> HttpResponse | None:
    """Return the page of a suspended or closed portal, None for one that serves."""
    if portal.status == Portal.Status.SUSPENDED and isinstance(portal, Portal):
        return plain_page(
            503,
            _("This service is paused"),
            portal.status_message or _("We are sorry. Please come back later."),
            headers={"Retry-After": "3600", "Cache-Control": "no-store"},
            no_home=True,
        )
    if portal.status == Portal.Status.CLOSED:
        return plain_page(
            410, _("This service has closed"), _("Its pages are no longer here."), no_home=True
        )
    return None
