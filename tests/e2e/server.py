"""A process that serves the demonstration from a database of its own, until told to stop.

`python -m tests.e2e.server`, with `E2E_PORT` and `E2E_FOLDER` set. `demonstration.json` in the
folder says who can sign in and which pages there are. The process ends with its standard input, so
that it never outlives the suite.
"""

import json
import os
import signal
import sys
import threading
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.e2e.settings"

import django

django.setup()

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from gunicorn.app.base import BaseApplication

from cms.demonstration import build_demonstration
from cms.models import SitePage
from cms.page_map import page_map
from cms.sites import name_site
from tenants.current import portal_context
from tenants.models import Portal
from tests.database import drop_copy
from tests.e2e.database import use_demonstration


class Server(BaseApplication):
    """Gunicorn as in production, with one process."""

    def load_config(self) -> None:
        options = {
            "bind": f"127.0.0.1:{settings.PUBLIC_PORT}",
            "worker_class": "gthread",
            "threads": 8,
            "graceful_timeout": 1,
            "control_socket_disable": True,
            "loglevel": "error",
            "when_ready": lambda _: threading.Thread(target=_end_with_input, daemon=True).start(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


def _end_with_input() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


def describe() -> dict[str, Any]:
    """Return the portals' accounts, and their pages by type; the database keeps our port."""
    shown = [one.as_json() for one in build_demonstration()]
    pages: dict[str, dict[str, list[str]]] = {}
    for portal in Portal.objects.all():
        with portal_context(portal):
            name_site(portal)
            by_type = pages.setdefault(portal.slug, {})
            for page in SitePage.objects.shown().order_by("path").select_related("content_type"):
                entry = page_map().by_pk[page.pk]
                by_type.setdefault(page.content_type.model, []).append(entry.url)
    return {"portals": shown, "pages": pages}


def main() -> None:
    owner, database = os.getpid(), use_demonstration()
    try:
        connection.set_schema_to_public()
        facts = json.dumps(describe())
        connection.close()
        (settings.FOLDER / "demonstration.json").write_text(facts, encoding="utf-8")
        Server().run()
    finally:
        if os.getpid() == owner:  # and not a process of gunicorn's that ends
            drop_copy(database)


if __name__ == "__main__":
    main()
