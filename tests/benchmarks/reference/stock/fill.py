"""Make the stock site's pages out of `content.json`; run once, in the project's folder."""

import json
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402
from stock.models import HomePage, StandardPage  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402


def main() -> None:
    """Replace Wagtail's welcome page by the tree that the portal has, under the same keys."""
    content = json.loads(Path("content.json").read_text(encoding="utf-8"))
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    root = Page.get_first_root_node()
    for row in content["pages"]:
        key, above = row.pop("id"), row.pop("parent")
        number_next_page(key)
        parent = Page.objects.get(pk=above or root.pk)
        parent.add_child(instance=(StandardPage if above else HomePage)(**row))
    home = HomePage.objects.get()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


def number_next_page(key: int) -> None:
    """Choose the key of the next page, so that links between pages stay right."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('wagtailcore_page_id_seq', %s, false)", [key])


if __name__ == "__main__":
    main()
