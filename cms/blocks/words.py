"""Words in blocks that are empty, never None, where nothing was entered or the part is new.

What puts pages into other languages, and whatever else reads words, need not ask which it is.
"""

from typing import Any

from wagtail import blocks


class _NeverNone(blocks.FieldBlock):
    """In migrations it stands as the block that it is in the database."""

    def get_default(self) -> Any:
        return super().get_default() or ""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value or "")

    def deconstruct(self) -> tuple[str, Any, Any]:
        _path, args, kwargs = super().deconstruct()
        return f"wagtail.blocks.{type(self).__name__}", args, kwargs


class CharBlock(_NeverNone, blocks.CharBlock):
    """A line of words."""


class TextBlock(_NeverNone, blocks.TextBlock):
    """Lines of words."""
