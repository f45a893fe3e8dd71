"""What stands around every page on the platform's host; written as a context processor."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tenants.rules import can_operate

Link = dict[str, Any]
MENU = (
    ("Portals", "console:list"),
    ("New portal", "console:create"),
    ("Operators", "accounts:team"),
    ("Ledger", "accounts:ledger"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the console's menu and the operator's own links; nothing in a portal."""
    tenant = getattr(request, "tenant", None)
    if tenant is None or not tenant.is_platform:
        return {}
    if not can_operate(request.user):
        return {"console_name": tenant.name}
    return {
        "console_name": tenant.name,
        "side_navigation": [_link(title, reverse(name), request) for title, name in MENU],
        "user_links": [
            _link("My account", reverse("accounts:account"), request),
            {"title": "Sign out", "form_action": reverse("accounts:sign_out")},
        ],
    }


def _link(title: str, url: str, request: HttpRequest) -> Link:
    return {"title": title, "url": url, "current": url == request.path}
