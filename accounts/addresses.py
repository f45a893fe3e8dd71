"""Full addresses of this app's pages, for mails: on the portal's own host, whoever asked."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from tenants.current import current


def full_address(name: str, *args: Any) -> str:
    """Return the address of the page `accounts:<name>` in the portal in hand.

    The request in hand may be another's (the operator's console makes portals), so neither its
    host nor its URL configuration is used.
    """
    place = current()
    urls = settings.PUBLIC_SCHEMA_URLCONF if place.is_platform else settings.ROOT_URLCONF
    return place.url(reverse(f"accounts:{name}", urlconf=urls, args=args))
