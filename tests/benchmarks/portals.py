"""Portals to measure with, and large installations of them."""

from django.db import connection
from tqdm import trange

from tenants.models import Portal
from tenants.provisioning.details import PortalDetails
from tenants.services import create_portal
from tests.benchmarks.world import World

CROWD = "crowd"
"""The database of many portals; `creation`, `growth` and `memory` share it."""


def details(slug: str, **changes: object) -> PortalDetails:
    """Return what an operator enters for an ordinary portal."""
    usual = {
        "slug": slug,
        "name": f"{slug.title()} Parents",
        "kind": Portal.Kind.LOCAL_AUTHORITY,
        "localities": ["East", "West"],
        "schools": ["Hill School"],
        "contact_email": "help@portal.example",
        "contact_telephone": "020 7946 0000",
        "contact_hours": "Monday to Friday, 9am to 5pm",
        "administrator_email": "administrator@portal.example",
        "administrator_name": "Alex Okoro",
    }
    return PortalDetails(**(usual | changes))


def make(slug: str, **changes: object) -> Portal:
    """Make a portal in the database in use."""
    return create_portal(actor=None, details=details(slug, **changes))


def single(world: World, name: str = "single", **changes: object) -> Portal:
    """Return the portal `one` of a database that has no other, made on first use; use it."""
    world.use(name)
    return Portal.objects.filter(slug="one").first() or make("one", **changes)


def crowd(world: World, size: int) -> list[Portal]:
    """Use the database of many portals, filled up to `size` of them, and return them in order."""
    world.use(CROWD)
    there = Portal.objects.count()
    for number in trange(there, size, desc="Filling up", unit=" portals", leave=False):
        make(f"crowd-{number}")
    connection.set_schema_to_public()
    return list(Portal.objects.order_by("pk"))


def host_of(portal: Portal) -> str:
    """Return the Host header that chooses a portal."""
    return portal.primary_domain
