"""Wagtail's record of the site: one for each portal, in step with its name and domain."""

from django.conf import settings
from wagtail.models import Site

from tenants.models import Portal


def site_port() -> int:
    """Return the port that Wagtail puts into full addresses."""
    default = 443 if settings.PUBLIC_SCHEME == "https" else 80
    return settings.PUBLIC_PORT or default


def name_site(portal: Portal) -> None:
    """Bring the site's name, host and port in step with the portal in hand."""
    wanted = {
        "hostname": portal.domains.get(is_primary=True).domain,
        "port": site_port(),
        "site_name": portal.name,
    }
    site = Site.objects.get(is_default_site=True)
    if any(getattr(site, field) != value for field, value in wanted.items()):
        for field, value in wanted.items():
            setattr(site, field, value)
        site.save()
