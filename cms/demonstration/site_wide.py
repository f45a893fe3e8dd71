"""Alerts and feedback that a demonstration portal shows, from its `site_wide.yaml`."""

from pathlib import Path
from typing import Any

import yaml
from wagtail.models import Page

from cms.addresses import address_of
from cms.models import Alert, Feedback
from tenants.content_version import public_content_changed


def load_site_wide(folder: Path) -> None:
    """Add the alerts and answers of a portal's folder to the portal in hand, where it has any."""
    path = folder / "site_wide.yaml"
    if not path.is_file():
        return
    told: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for row in told.get("alerts", []):
        linked = ("more", "section")
        Alert.objects.create(
            **{name: _page(value) if name in linked else value for name, value in row.items()}
        )
    for row in told.get("feedback", []):
        page = _page(row["page"])
        words = {name: value for name, value in row.items() if name != "page"}
        address = address_of(page.url_path, page.locale.language_code) if page else "/"
        Feedback.objects.create(path=address, title=page.title if page else "", **words)
    public_content_changed()


def _page(slug: str) -> Page | None:
    return Page.objects.filter(slug=slug).order_by("path").first()
