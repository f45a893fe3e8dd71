"""Finding one block of a page by its identifier, however deep it stands."""

from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page


def value_of_block(page: Page, kind: str, block_id: str) -> dict[str, Any] | None:
    """Return what a block of a kind holds, as it is stored; None where the page has no such one."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found = _inside(list(getattr(page, field.name).raw_data), kind, block_id)
            if found:
                return found
    return None


def _inside(value: Any, kind: str, block_id: str) -> dict[str, Any] | None:
    """Look through blocks, and the bodies of parts."""
    if isinstance(value, dict):
        if value.get("type") == kind and value.get("id") == block_id:
            found: dict[str, Any] = value["value"]
            return found
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            deeper = _inside(inner, kind, block_id)
            if deeper:
                return deeper
    return None
