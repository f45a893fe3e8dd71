"""The commands on portals: what an operator types, and what comes back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tenants.models import Domain, Portal


def run(*words: str) -> str:
    """Run a command and return what it printed."""
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue()


def refused(*words: str) -> str:
    """Run a command that must fail and return what it said."""
    with pytest.raises(CommandError) as caught:
        run(*words)
    return str(caught.value)


def create(slug: str, *words: str) -> list[str]:
    """Return what is typed to make a portal."""
    return ["create_portal", "--name", "Bramley Parents", "--kind", "pru", *words, "--", slug]


def everything() -> tuple[list[str], list[str], list[str]]:
    """Return all portals, domains and schemas: what a refused command must leave alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace ORDER BY nspname")
        schemas = [name for (name,) in cursor.fetchall() if name.startswith("portal_")]
    portals = Portal.objects.order_by("slug").values_list("slug", flat=True)
    domains = Domain.objects.order_by("domain").values_list("domain", flat=True)
    return list(portals), list(domains), schemas


def north() -> Portal:
    return Portal.objects.get(slug="north")
