"""Make the stock site's pages out of `content.json`; run once, in the project's folder."""

import json
from pathlib import Path

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from stock.models import HomePage, StandardPage  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402


def main() -> None:
    """Replace Wagtail's welcome page by the tree that the portal has, under the same keys."""
    content = json.loads(Path("content.json").read_text(encoding="utf-8"))
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    pages = {None: Page.get_first_root_node()}
    for row in content["pages"]:
        parent = Page.objects.get(pk=pages[row.pop("parent")].pk)
        model = StandardPage if "show_in_footer" in row else HomePage
        page = model(**row, content_type=ContentType.objects.get_for_model(model))
        pages[row["id"]] = parent.add_child(instance=page)
    home = HomePage.objects.get()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


if __name__ == "__main__":
    main()
