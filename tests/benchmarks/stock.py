"""The reference projects: copied to the bench's folder, filled, and served as Casement is."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from cms.models import HomePage, SitePage
from tenants.current import portal_context
from tenants.models import Portal
from tests.benchmarks.server import CASEMENT, GUNICORN, Server, serving
from tests.benchmarks.world import BASE, BenchError, World, administer

HERE = Path(__file__).parent / "reference"
DATABASE = "stock"


@contextmanager
def empty_view(world: World) -> Iterator[Server]:
    """Serve an empty Django view: no tenants, no middleware, no database."""
    folder = _copied(world, "empty")
    variables = {"DJANGO_SETTINGS_MODULE": "empty.settings"}
    with serving(
        world, [*GUNICORN, "empty.wsgi"], variables, name="empty", folder=folder.parent
    ) as server:
        yield server


@contextmanager
def plain_tenants(world: World, database: str) -> Iterator[Server]:
    """Serve the same empty view behind django-tenants' own middleware."""
    variables = world.environment(database) | {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings_plain_tenants"
    }
    with serving(world, [*GUNICORN, CASEMENT], variables, name="plain-tenants") as server:
        yield server


@contextmanager
def stock_wagtail(world: World, portal: Portal) -> Iterator[Server]:
    """Serve a portal's home page from a single-site Wagtail that knows nothing of tenants."""
    folder = _copied(world, "stock")
    (folder / "content.json").write_text(json.dumps(content_of(portal)), encoding="utf-8")
    administer(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
    administer(f'CREATE DATABASE "{DATABASE}"')
    variables = _stock_variables(world)
    for step in (
        ["-m", "django", "makemigrations", "stock", "--verbosity", "0"],
        ["-m", "django", "migrate", "--verbosity", "0"],
        ["fill.py"],
    ):
        _run(step, folder, variables)
    with serving(
        world, [*GUNICORN, "stock.wsgi"], variables, name="stock", folder=folder
    ) as server:
        yield server


def content_of(portal: Portal) -> dict[str, Any]:
    """Return a portal's pages and contact details, for the stock site to show the same."""
    contact = ("telephone", "email", "address", "hours")
    with portal_context(portal):
        return {
            "portal": {"name": portal.name}
            | {f"contact_{name}": getattr(portal, f"contact_{name}") for name in contact},
            "pages": [_row(page) for page in SitePage.objects.shown().order_by("path").specific()],
        }


def _row(page: SitePage) -> dict[str, Any]:
    shared = ("title", "slug", "search_description", "show_in_menus")
    row = {"id": page.pk, "parent": page.get_parent().pk} | {
        name: getattr(page, name) for name in shared
    }
    if not isinstance(page, HomePage):
        return row | {"show_in_footer": page.show_in_footer}
    streams = {name: json.dumps(list(getattr(page, name).raw_data)) for name in ("tasks", "body")}
    words = {name: getattr(page, name) for name in ("hero_title", "hero_text")}
    return row | streams | words | {"parent": None}


def _copied(world: World, name: str) -> Path:
    folder = world.folder / "projects" / name
    shutil.copytree(HERE / name, folder, dirs_exist_ok=True)
    return folder


def _stock_variables(world: World) -> dict[str, str]:
    known = connection.get_connection_params()
    place = {key.upper(): str(known.get(key) or "") for key in ("host", "port", "user", "password")}
    return {
        "DJANGO_SETTINGS_MODULE": "stock.settings",
        "BENCH_CASEMENT": str(BASE),
        "BENCH_STATIC": str(world.folder / "static"),
        "BENCH_STOCK_DATABASE": json.dumps({"NAME": DATABASE, **place}),
    }


def _run(arguments: list[str], folder: Path, variables: dict[str, str]) -> None:
    path = os.pathsep.join([str(folder), str(BASE)])
    finished = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        raise BenchError(f"The stock project could not be made:\n{finished.stderr[-2000:]}")
