"""Files that people take away."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils import timezone

from tenants.current import current


def file_name(what: str, ending: str) -> str:
    """Return the name of a file of today, of the place in hand."""
    return f"{what}-{current().slug or 'platform'}-{timezone.localdate():%Y-%m-%d}.{ending}"


def csv_file(what: str, lines: Iterable[str]) -> StreamingHttpResponse:
    """Send a table line by line."""
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name(what, "csv")}"'},
    )
