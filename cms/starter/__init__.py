"""Starter content: what a template holds, and so every new portal of its kind (C3)."""

from pathlib import Path
from typing import Any

from django.dispatch import receiver
from wagtail.models import Page, Site, Task, Workflow

from cms.content.files import ContentFile, merged, read_folder
from cms.content.loader import load_pages
from cms.content.terms import load_terms
from cms.editing.approval import make_approval
from cms.groups import make_groups
from cms.sites import site_port
from tenants.modules import all_modules
from tenants.signals import template_filling

FOLDER = Path(__file__).parent


def starter_files(kind: str) -> list[ContentFile]:
    """Return the starter pages of a kind of portal, those of its modules included."""
    layers = [read_folder(FOLDER / "common", kind=kind), read_folder(FOLDER / kind, kind=kind)]
    layers += [
        read_folder(module.starter_content, kind=kind, module=module.slug)
        for module in all_modules()
    ]
    return merged(layers)


@receiver(template_filling)
def fill_template(sender: type, kind: str, **kwargs: Any) -> None:
    """Put groups, home page and starter pages into the template in hand."""
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    Site.objects.all().delete()
    Page.objects.filter(depth=2).first().delete()
    make_groups()
    make_approval(kind)
    home, *_ = load_pages(starter_files(kind))
    load_terms(FOLDER / "terms.yaml")
    Site.objects.create(
        hostname="portal.invalid", port=site_port(), root_page=home, is_default_site=True
    )
