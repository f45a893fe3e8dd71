"""`manage.py list_portals`: every portal with its status and address."""

import json
from argparse import ArgumentParser
from typing import Any

from tenants.management.portal_command import PortalCommand
from tenants.models import Portal, address
from tenants.provisioning.fingerprint import migrations_fingerprint


class Command(PortalCommand):
    """List portals for people, or as JSON for programs."""

    help = "List every portal with its status and address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer JSON."""
        parser.add_argument("--json", action="store_true", help="everything, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each portal, or one list."""
        portals = Portal.objects.prefetch_related("domains")
        if options["json"]:
            listed = [described(portal) for portal in portals]
            self.stdout.write(json.dumps(listed, indent=2, ensure_ascii=False))
            return
        for portal in portals:
            columns = f"{portal.slug:<40} {portal.get_status_display():<11}"
            self.stdout.write(f"{columns} {main_address(portal)}  {portal.name}")
        if not portals:
            self.stderr.write("There are no portals yet. “create_portal” makes one.")


def described(portal: Portal) -> dict[str, Any]:
    """Return what programs may want to know of a portal."""
    return {
        "slug": portal.slug,
        "name": portal.name,
        "short_name": portal.short_name,
        "kind": portal.kind,
        "status": portal.status,
        "address": main_address(portal),
        "domains": [each.domain for each in portal.domains.all()],
        "languages": portal.languages,
        "default_language": portal.default_language,
        "modules": portal.modules,
        "schema": portal.schema_name,
        "created_at": portal.created_at.isoformat(),
        "closed_at": portal.closed_at.isoformat() if portal.closed_at else None,
        "up_to_date": portal.migrated_to == migrations_fingerprint(),
    }


def main_address(portal: Portal) -> str:
    """Return a portal's address without asking the database again; empty without a main domain."""
    mains = [each.domain for each in portal.domains.all() if each.is_primary]
    return address(mains[0]) if mains else ""
