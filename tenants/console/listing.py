"""The list of portals: filters, pages by key, and what a row shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from tenants.console.figures import SchemaFigures, schema_figures
from tenants.models import Domain, Portal, PortalQuerySet, address
from tenants.modules import enabled_modules

PAGE_LENGTH = 50
"""Portals on one page."""
TAGS: Mapping[str, str] = {
    Portal.Status.SETTING_UP: "blue",
    Portal.Status.LIVE: "green",
    Portal.Status.SUSPENDED: "yellow",
    Portal.Status.CLOSED: "grey",
}
"""Colour of each status."""


@dataclass(frozen=True, slots=True)
class PortalRow:
    """One portal in the list."""

    portal: Portal
    host: str
    figures: SchemaFigures

    @property
    def tag(self) -> str:
        """Colour of the status."""
        return TAGS[self.portal.status]

    @property
    def url(self) -> str:
        """Address of the portal itself; empty while it has no main domain."""
        return address(self.host) if self.host else ""

    @property
    def modules(self) -> str:
        """Add-ons that are switched on."""
        return ", ".join(module.title for module in enabled_modules(self.portal))


@dataclass(frozen=True, slots=True)
class PortalPage:
    """One page of the list, with the keys of what comes before and after it."""

    rows: list[PortalRow]
    before: str = ""
    after: str = ""


def found_portals(words: str) -> PortalQuerySet:
    """Return portals whose name, web name or any domain holds the words; all for none."""
    if not words:
        return Portal.objects.all()
    hosts = Domain.objects.filter(domain__icontains=words)
    return Portal.objects.filter(
        Q(name__icontains=words) | Q(slug__icontains=words) | Q(pk__in=hosts.values("tenant"))
    )


def page_of(
    portals: PortalQuerySet, *, after: str = "", before: str = "", length: int = PAGE_LENGTH
) -> PortalPage:
    """Return the page that starts after a key or ends before one; without either, the first."""
    main_host = Domain.objects.filter(tenant=OuterRef("pk"), is_primary=True).values("domain")
    portals = portals.annotate(host=Subquery(main_host[:1]))
    if before:
        found = list(portals.filter(_earlier(before)).order_by("-name", "-slug")[: length + 1])
        shown = found[:length][::-1]
        return _page(shown, earlier=len(found) > length, later=True)
    if after:
        portals = portals.filter(_later(after))
    found = list(portals.order_by("name", "slug")[: length + 1])
    return _page(found[:length], earlier=bool(after), later=len(found) > length)


def _page(shown: list[Portal], *, earlier: bool, later: bool) -> PortalPage:
    if not shown:
        return PortalPage([])
    figures = schema_figures(shown)
    rows = [
        PortalRow(
            portal,
            host=getattr(portal, "host", None) or "",
            figures=figures.get(portal.schema_name, SchemaFigures()),
        )
        for portal in shown
    ]
    return PortalPage(
        rows,
        before=_key(shown[0]) if earlier else "",
        after=_key(shown[-1]) if later else "",
    )


def _key(portal: Portal) -> str:
    # A web name holds no stroke, so that the last one always parts the two.
    return f"{portal.name}|{portal.slug}"


def _later(key: str) -> Q:
    name, _stroke, slug = key.rpartition("|")
    return Q(name__gt=name) | Q(name=name, slug__gt=slug)


def _earlier(key: str) -> Q:
    name, _stroke, slug = key.rpartition("|")
    return Q(name__lt=name) | Q(name=name, slug__lt=slug)
