"""Figures: tables, and charts drawn from them."""

from typing import Any

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from cms.blocks import words

OPTIONS = {"minSpareRows": 0, "startRows": 3, "startCols": 3, "renderer": "text"}


class TableBlock(blocks.StructBlock):
    """A table with a caption; its first row is its heading."""

    caption = words.CharBlock(max_length=160)
    table = WagtailTableBlock(table_options=OPTIONS)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the heading and the rows."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        rows = (value.get("table") or {}).get("data") or []
        context["head"], context["rows"] = (rows[0], rows[1:]) if rows else ([], [])
        return context

    class Meta:
        icon = "table"
        template = "cms/blocks/table.html"
        preview_value = {
            "caption": "Seats",
            "table": {"data": [["Seat", "Votes"], ["Parent", "2"]]},
        }
        description = "A table with a caption"


def figures_of(value: Any) -> list[tuple[str, float]]:
    """Return label and number of each row of a chart; rows without a number are left out."""
    found = []
    for row in ((value.get("table") or {}).get("data") or [])[1:]:
        try:
            found.append((str(row[0]), float(str(row[1]).replace(",", "").lstrip("£"))))
        except (IndexError, ValueError):
            continue
    return found


class ChartBlock(TableBlock):
    """A bar chart of a table of two columns, with the table beside it."""

    class Meta:
        icon = "form"
        template = "cms/blocks/chart.html"
        preview_value = {
            "caption": "Parents in each group",
            "table": {"data": [["Group", "Parents"], ["North", "12"], ["South", "9"]]},
        }
        description = "A bar chart, with its table"
