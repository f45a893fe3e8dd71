"""What browsers report about our Content-Security-Policy: one line in the log for each.

Addresses of pages can hold tokens and names, so a line names the page by its route, and of another
site its scheme and host alone.
"""

import json
import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

from tenants.access import declare
from tenants.rules import anyone

log = logging.getLogger(__name__)

LARGEST = 16 * 1024
"""Bytes of a report."""
KINDS = ("application/csp-report", "application/reports+json")
MOST_A_MINUTE = 30
"""Lines for each portal in each process; what comes beyond is taken and forgotten."""
MOST_AT_ONCE = 5
"""Violations that are logged of one report."""
_WORD = re.compile(r"[a-z-]{1,40}\Z")


@csrf_exempt
@declare(anyone, without_second_factor=True)
def csp_report(request: HttpRequest) -> HttpResponse:
    """Take a report of a browser: 204; what is none is refused in a word."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if request.content_type not in KINDS:
        return HttpResponse(status=415)
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return HttpResponse(status=413)
    try:
        violations = list(violations_in(json.loads(body)))
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    for violation in violations[:MOST_AT_ONCE]:
        if _may_log():
            log.warning("Content-Security-Policy: %s", violation)
    return HttpResponse(status=204)


def violations_in(report: Any) -> Iterable[str]:
    """Yield what a report says, in either of the two forms; raise `ValueError` for neither."""
    if isinstance(report, Mapping) and isinstance(report.get("csp-report"), Mapping):
        old = report["csp-report"]
        directive = old.get("effective-directive") or old.get("violated-directive")
        yield _line(directive, old.get("blocked-uri"), old.get("document-uri"))
    elif isinstance(report, list):
        for one in report:
            body = one.get("body") if isinstance(one, Mapping) else None
            if isinstance(body, Mapping) and one.get("type") == "csp-violation":
                yield _line(
                    body.get("effectiveDirective"), body.get("blockedURL"), body.get("documentURL")
                )
    else:
        raise ValueError("This is no report of a browser.")


def _line(directive: Any, blocked: Any, page: Any) -> str:
    return f"{_word(directive)} blocked {_origin(blocked)} on {_route(page)}"


def _word(value: Any) -> str:
    first = str(value or "").split(" ", 1)[0]
    return first if _WORD.match(first) else "unknown"


def _origin(value: Any) -> str:
    """Return a keyword such as `inline`, or scheme and host of an address; no path, no query."""
    text = str(value or "")
    if _WORD.match(text):
        return text
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return "unknown"
    if not _WORD.match(parts.scheme) or not re.fullmatch(r"[\w.:-]{0,100}", host):
        return "unknown"
    return f"{parts.scheme}://{host}" if host else f"{parts.scheme}:"


def _route(value: Any) -> str:
    """Return the route of a page of ours, without what its address holds."""
    try:
        match = resolve(urlsplit(str(value or "")).path)
    except (ValueError, Resolver404):
        return "unknown"
    return match.view_name or "unknown"


def _may_log() -> bool:
    """Count the lines of this minute; not exact, and need not be."""
    cache.add("csp_reports", 0, timeout=60)
    try:
        return cache.incr("csp_reports") <= MOST_A_MINUTE
    except ValueError:  # it ran out in between
        return True
