"""Fingerprints that tell when a template, or a portal's schema, is out of date."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tenants.modules import all_modules

CONTENT_CODE = (
    "cms/blocks",
    "cms/content",
    "cms/events/models",
    "cms/news/models",
    "cms/groups.py",
    "cms/models",
    "cms/starter",
    "accounts/roles.py",
)
"""What of our own code shapes starter content, besides the content itself."""


@cache
def migrations_fingerprint() -> str:
    """Return a digest of every migration that a portal's schema has."""
    folders = [Path(_app_path(app)) / "migrations" for app in settings.TENANT_APPS]
    return digest_of(path for folder in folders for path in folder.glob("*.py"))


@cache
def template_fingerprint() -> str:
    """Return a digest of all that shapes a template: migrations, starter content, its code."""
    paths: list[Path] = []
    for name in CONTENT_CODE:
        place = Path(settings.BASE_DIR) / name
        paths += [place] if place.is_file() else place.rglob("*.py")
    for kind in ("*.md", "*.yaml"):
        paths += (Path(settings.BASE_DIR) / "cms" / "starter").rglob(kind)
    for module in all_modules():
        paths += module.starter_content.rglob("*.md")
    return digest_of(paths, start=migrations_fingerprint())


def _app_path(name: str) -> str:
    return next(config.path for config in apps.get_app_configs() if config.name == name)


def digest_of(paths: Iterable[Path], start: str = "") -> str:
    """Return a digest of files' names and contents, in the order of their paths."""
    digest = hashlib.sha256(start.encode())
    for path in sorted(paths):
        digest.update(f"{path.parent.parent.name}/{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
