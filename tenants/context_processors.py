"""What every template knows about the portal."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from theme.brand import Brand, fingerprint


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the portal, its look, and where its stylesheet and icon are."""
    tenant = getattr(request, "tenant", None)
    if tenant is None:
        return {}
    brand = Brand.from_values(tenant.theme)
    mark = fingerprint(brand)
    return {
        "portal": tenant,
        "brand": brand,
        "brand_css_url": reverse("brand_css", args=[mark]),
        "brand_icon_url": reverse("brand_icon"),
        "brand_emblem_url": reverse("brand_emblem"),
        "page_language": tenant.default_language,
        "demonstration": settings.DEMONSTRATION,
    }
