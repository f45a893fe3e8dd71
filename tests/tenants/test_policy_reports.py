"""What browsers report of our Content-Security-Policy."""

import json
import logging

import pytest
from django.test import Client

from tenants.policy_reports import LARGEST, MOST_A_MINUTE

LOGGER = "tenants.policy_reports"
OLD, NEW = "application/csp-report", "application/reports+json"
PAGE = "http://north.localhost:8000/new-password/11111111-1111-4111-8111-111111111111/secret-token/"


def old(**changes):
    body = {
        "document-uri": f"{PAGE}?email=ann@example.org",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/path/x.js?who=ann",
        **changes,
    }
    return {"csp-report": body}


def new(**changes):
    body = {
        "documentURL": PAGE,
        "effectiveDirective": "style-src-attr",
        "blockedURL": "inline",
        **changes,
    }
    return [{"type": "csp-violation", "url": PAGE, "body": body}]


@pytest.fixture
def heard(caplog):
    """The lines of the log."""
    caplog.set_level(logging.WARNING, LOGGER)
    return lambda: [each.getMessage() for each in caplog.records if each.name == LOGGER]


@pytest.fixture
def send(portal, client_for):
    browser = Client(HTTP_HOST=portal.primary_domain, enforce_csrf_checks=True)

    def send(report, kind=OLD):
        text = report if isinstance(report, (str, bytes)) else json.dumps(report)
        return browser.post("/csp-report/", text, content_type=kind)

    return send


@pytest.mark.parametrize(
    ("report", "kind", "line"),
    [
        (old(), OLD, "script-src-elem blocked https://evil.example on accounts:password_new"),
        (new(), NEW, "style-src-attr blocked inline on accounts:password_new"),
        (
            old(**{"effective-directive": "", "violated-directive": "img-src 'self'"}),
            OLD,
            "img-src blocked https://evil.example on accounts:password_new",
        ),
        (new(documentURL="nonsense", blockedURL="data:text/html,<b>Ann</b>"), NEW, "data: on"),
        (new(effectiveDirective="Ann <b>", blockedURL="http://[bad"), NEW, "unknown blocked"),
    ],
)
def test_a_report_becomes_one_line_without_anything_personal(send, heard, report, kind, line):
    answer = send(report, kind)
    assert (answer.status_code, answer.content) == (204, b"")
    assert len(heard()) == 1
    assert line in heard()[0]
    for secret in ("secret-token", "11111111", "ann", "Ann", "?"):
        assert secret not in heard()[0]


def test_it_needs_no_token_and_begins_no_session(send):
    answer = send(old())
    assert not answer.cookies


@pytest.mark.parametrize(
    ("report", "kind", "status"),
    [
        ("not json", OLD, 400),
        ("[" * 5000, NEW, 400),
        ({"something": "else"}, OLD, 400),
        (old(), "application/json", 415),
        (old(), "text/plain", 415),
        ("x" * (LARGEST + 1), OLD, 413),
        (b"\xff\xfe\xff", OLD, 400),
    ],
)
def test_what_is_no_report_is_refused_and_not_logged(send, heard, report, kind, status):
    assert send(report, kind).status_code == status
    assert heard() == []


@pytest.mark.parametrize("report", [[], [1, {}], [{"type": "deprecation", "body": {}}]])
def test_reports_of_other_kinds_are_taken_in_silence(send, heard, report):
    assert send(report, NEW).status_code == 204
    assert heard() == []


def test_it_takes_posts_alone(portal, client_for):
    answer = client_for(portal).get("/csp-report/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_a_flood_does_not_fill_the_log(send, heard):
    for _ in range(MOST_A_MINUTE + 10):
        assert send(old()).status_code == 204
    assert len(heard()) == MOST_A_MINUTE


def test_one_report_does_not_write_many_lines(send, heard):
    assert send(new() * 20, NEW).status_code == 204
    assert len(heard()) == 5


def test_the_platform_takes_them_too(platform_visitor):
    answer = platform_visitor.post("/csp-report/", json.dumps(old()), content_type=OLD)
    assert answer.status_code == 204
