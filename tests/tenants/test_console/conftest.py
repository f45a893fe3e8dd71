"""The operator's console, as an operator, and everybody else, meets it."""

import re
from datetime import timedelta
from html import unescape

from django.utils import timezone

from tenants.models import Domain, Portal

LIST = "/"
NEW = "/portals/new/"
ACTIONS = ["rename", "add-domain", "suspend", "resume", "close", "delete"]
SCREENS = [LIST, NEW, "/portals/north/", "/portals/north/created/"]
SCREENS += [f"/portals/north/{action}/" for action in ACTIONS]
FORM = {
    "name": "Bramley Parents",
    "short_name": "Bramley",
    "slug": "bramley",
    "kind": "pru",
    "languages": ["en", "cy"],
    "default_language": "cy",
    "localities": "East End\n\n  Old Town  \r\n",
    "schools": "St. Mary's",
    "modules": ["forum", "casework"],
    "domain": "",
    "administrator_name": "Kim",
    "administrator_email": "kim@bramley.example",
    "contact_email": "hello@bramley.example",
    "contact_telephone": "01632 960 001",
    "contact_address": "1 Quay Street\nBramley",
    "contact_hours": "Monday to Friday",
    "open_now": "on",
}


def text_of(response) -> str:
    """Return what can be read on a page, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def errors_of(response) -> dict[str, str]:
    """Return the messages beside the fields, and check that the summary links to each."""
    form = response.context["form"]
    page = response.content.decode()
    assert "There is a problem" in page
    assert "<title>Error:" in page
    for name, messages in form.errors.items():
        for message in messages:
            assert message in text_of(response)
            assert name == "__all__" or f'href="#id_{name}' in page
    return {name: " ".join(messages) for name, messages in form.errors.items()}


def north() -> Portal:
    return Portal.objects.get(slug="north")


def add_portals(*names: str, **fields: object) -> None:
    """Add portals to the table alone: without schema, as after half a restore."""
    for number, name in enumerate(names):
        slug = f"made-{number}"
        portal = Portal(slug=slug, schema_name=f"portal_made_{number}", name=name, **fields)
        portal.short_name, portal.kind = "Made", portal.kind or "school"
        portal.save()
        Domain.objects.create(domain=f"{slug}.example", tenant=portal, is_primary=True)


def named(response) -> list[str]:
    """Return the portals of a list, in order."""
    return [row.portal.name for row in response.context["page"].rows]


def close_north(days: int) -> None:
    """Close North so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    Portal.objects.filter(slug="north").update(status="closed", closed_at=moment)
