"""A page that an editor chose: read from the page map instead of one query for each list."""

from collections.abc import Iterable
from typing import Any

from wagtail import blocks
from wagtail.models import Page

from cms.page_map import page_map


class PageBlock(blocks.PageChooserBlock):
    """A page of the portal; of a published one only its key is read until more is asked for."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Page | None]:
        """Return the pages of these keys in their order; None for what is gone."""
        wanted = list(values)
        published = page_map().by_pk
        others: list[int | None] = [key for key in wanted if key and key not in published]
        read = dict(zip(others, super().bulk_to_python(others) if others else [], strict=True))
        return [self._unread(key) if key in published else read.get(key) for key in wanted]

    def _unread(self, key: int | None) -> Page:
        """Return a page whose fields are read from the database when they are first used."""
        model = self.model_class
        links = {link.attname for link in model._meta.parents.values() if link}
        names = [f.attname for f in model._meta.concrete_fields if f.attname in {"id", *links}]
        page: Page = model.from_db(None, names, [key] * len(names))
        return page

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Stand in migrations as the block that it is in the database."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs
