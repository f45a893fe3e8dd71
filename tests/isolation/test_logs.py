"""Log lines name the portal of the work in hand, in every thread, and nobody's data."""

import io
import json
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from tenants.current import portal_context
from tenants.logs import PortalFormatter
from tenants.platform import PLATFORM
from tests.isolation.conftest import EVERYWHERE


@pytest.fixture
def lines():
    """Return what has been logged since the test began, a dictionary a line."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PortalFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)


def test_a_line_names_the_portal_in_which_it_was_written(lines, north, south):
    for place in (north, south, PLATFORM):
        with portal_context(place):
            logging.getLogger("tests").warning("here")

    assert [line["portal"] for line in lines()] == ["portal_north", "portal_south", "public"]


def test_a_request_is_logged_under_the_portal_of_its_host(lines, north, south):
    for portal in (north, south):
        Client(HTTP_HOST=portal.primary_domain).get("/no/such/page/")

    assert [line["portal"] for line in lines()] == ["portal_north", "portal_south"]


def test_threads_do_not_lend_each_other_their_portal(lines, north, south):
    def work(portal) -> None:
        with portal_context(portal):
            for _each in range(20):
                logging.getLogger("tests").warning(portal.schema_name)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, [north, south] * 2))

    assert len(lines()) == 80
    assert [line for line in lines() if line["portal"] != line["message"]] == []


def test_signing_in_and_asking_for_a_password_log_no_address(lines, north, person_in):
    person_in(north)
    browser = Client(HTTP_HOST=north.primary_domain)
    browser.post("/sign-in/", {"email": EVERYWHERE, "password": "wrong"})
    browser.post("/new-password/", {"email": EVERYWHERE})
    browser.get(f"/no/such/page/?email={EVERYWHERE}")

    assert EVERYWHERE not in json.dumps(lines())
