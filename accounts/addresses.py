"""Full addresses of this app's pages, for mails: on the portal's own host, whoever asked."""

from typing import Any

from django.conf import settings
from django.utils.functional import lazy

from tenants.current import current
from tenants.languages import in_language, plain_address, spoken


def full_address(name: str, *args: Any) -> str:
    """Return the address of the page `accounts:<name>` in the portal in hand.

    It is made when it is written out: in the language of the mail that it stands in, not of the
    person whose act it tells of. The request in hand may be another's (the operator's console
    makes portals), so neither its host nor its URL configuration is used.
    """
    return _lazy_address(name, *args)


def page_of_portal(path: str) -> str:
    """Return the full address of a path of the portal in hand, likewise."""
    return _lazy_page(path)


def plain_path(name: str) -> str:
    """Return the path of a page of this app in a portal, without any language."""
    return plain_address(f"accounts:{name}", urlconf=settings.ROOT_URLCONF)


def _address(name: str, *args: Any) -> str:
    place = current()
    urls = settings.PUBLIC_SCHEMA_URLCONF if place.is_platform else settings.ROOT_URLCONF
    return _page(plain_address(f"accounts:{name}", *args, urlconf=urls))


def _page(path: str) -> str:
    return current().url(in_language(path, spoken()))


_lazy_address, _lazy_page = lazy(_address, str), lazy(_page, str)
