"""Wagtail's admin tags, with full addresses of the portal in hand.

Wagtail knows one base address for an installation; here each portal has its own. Templates load
this library under the name `wagtailadmin_tags` (`settings.TEMPLATES`).
"""

from urllib.parse import urljoin

from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.templatetags.wagtailadmin_tags import register

from tenants.current import current

__all__ = ["register"]


@register.simple_tag
def base_url_setting(default: str | None = None) -> str:
    """Return the portal's own address, for the links in Wagtail's mails."""
    return current().url("")


@register.simple_tag
def notification_static(path: str) -> str:
    """Return the full address of a static file, for Wagtail's mails."""
    return urljoin(current().url("/"), versioned_static(path))
