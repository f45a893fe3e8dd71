"""The web server's worker: what it refuses itself, it refuses with the product's own page."""

import socket
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from gunicorn.http.errors import LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker


class PlainWorker(ThreadWorker):
    """Says in plain words that an address is too long; which portal it is of, nobody knows yet."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Answer what could not be read."""
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("An address was too long: %s", exc)
        try:
            write_nonblock(client, too_long())
        except OSError:
            self.log.debug("Nobody waited for the answer.")


def too_long() -> bytes:
    """Return the whole answer to an address that is too long."""
    words = {
        "title": _("That was too long"),
        "lead": _("Type fewer words into the search, or go back and check the address."),
    }
    page = HttpResponse(render_to_string("theme/error_page.html", words), status=414)
    page.headers["Content-Length"] = str(len(page.content))
    page.headers["Connection"] = "close"
    page.headers["Cache-Control"] = "no-store"
    start = f"HTTP/1.1 {page.status_code} {page.reason_phrase}\r\n".encode("ascii")
    return start + page.serialize_headers() + b"\r\n\r\n" + page.content
