"""An address that is too long for the web server ends in a page of the product's own."""

import logging
import socket

from gunicorn.http.errors import LimitRequestLine

from config import gunicorn
from config.worker import PlainWorker


def test_it_is_refused_in_plain_words():
    worker = PlainWorker.__new__(PlainWorker)
    worker.log = logging.getLogger("tests.gunicorn")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, ("127.0.0.1", 1), LimitRequestLine(9000, 8190))
        ours.shutdown(socket.SHUT_WR)
        head, _empty, body = theirs.makefile("rb").read().partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 414 ")
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"That was too long" in body
    assert b"/static/theme/build/main" in body
    assert b"8190" not in body


def test_the_server_uses_it_and_reads_as_long_an_address_as_it_can():
    assert gunicorn.worker_class == f"{PlainWorker.__module__}.{PlainWorker.__name__}"
    assert gunicorn.limit_request_line == 8190
