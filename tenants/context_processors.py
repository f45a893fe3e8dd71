"""What every template knows about the portal."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import get_script_prefix

from tenants.brand_pictures import picture_url
from tenants.languages import plain_address, spoken
from theme.brand import fingerprint, legible, parse


def messages(request: HttpRequest) -> dict[str, Any]:
    """Return the person's messages; nobody's session is opened to look for them.

    A visitor without a session has no messages, and their pages do not vary by cookie.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not request.session.modified:
        return {"messages": []}
    return {"messages": get_messages(request)}


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the portal, its look, where its stylesheet and icon are, and the page's language."""
    tenant = getattr(request, "tenant", None)
    if tenant is None:
        return {}
    brand = legible(parse(tenant.theme))
    mark = fingerprint(brand)
    return {
        "portal": tenant,
        "brand": brand,
        "brand_css_url": plain_address("brand_css", mark),
        "brand_icon_url": picture_url(tenant.theme, "icon") or plain_address("brand_icon"),
        "portal_logo_url": picture_url(tenant.theme, "logo"),
        "brand_emblem_url": plain_address("brand_emblem"),
        "page_language": spoken(),
        "home_url": get_script_prefix(),
        "demonstration": settings.DEMONSTRATION,
    }
