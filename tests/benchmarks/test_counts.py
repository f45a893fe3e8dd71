"""What the budgets of public pages count: queries, bytes, cookies, scripts, strangers."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.weight import MOST, first_visit, parts_of

PAGES = {
    "home": "/",
    "section": "/about/",
    "service": "/get-help/support-at-meetings/",
    "policy": "/about/stay-impartial/",
}
SEARCH = "/search/?q=school"
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


class Counted:
    """Queries without the `SET search_path` that django-tenants sends before each cursor."""

    def __init__(self, captured):
        statements = [query["sql"] for query in captured]
        self.settings = [sql for sql in statements if sql.startswith("SET search_path")]
        self.queries = [sql for sql in statements if not sql.startswith("SET search_path")]

    def __repr__(self):
        return "\n".join([f"{len(self.queries)} queries, {len(self.settings)} SETs", *self.queries])


@pytest.fixture
def visitor(portal, client_for, settings):
    settings.HOST_MEMORY_SECONDS = 3600  # however slow the machine is
    browser = client_for(portal)
    browser.defaults["HTTP_ACCEPT_ENCODING"] = "gzip"
    return browser


@pytest.fixture
def count(visitor):
    def counted(path):
        with CaptureQueriesContext(connection) as captured:
            response = visitor.get(path)
        assert response.status_code == 200
        return Counted(captured)

    return counted


@every_page
def test_a_kept_page_asks_the_database_nothing(count, path):
    count(path)
    again = count(path)
    assert again.queries == again.settings == []


@every_page
def test_a_page_of_which_nothing_is_known_takes_seven_queries_at_most(count, path):
    found = count(path)
    assert len(found.queries) <= 7, found


@every_page
def test_no_more_schemas_are_set_than_queries_asked(count, path):
    found = count(path)
    assert len(found.settings) <= len(found.queries), found


def test_a_search_takes_ten_queries_at_most(count):
    found = count(SEARCH)
    assert len(found.queries) <= 10, found


def test_a_search_that_finds_nothing_takes_ten_queries_at_most(count):
    found = count("/search/?q=xylophone+quark")
    assert len(found.queries) <= 10, found


def test_a_first_visit_to_the_home_page_is_light(visitor):
    def body(path):
        response = visitor.get(path)
        assert response.status_code == 200, path
        return response.getvalue() if response.streaming else response.content

    weights = first_visit(body)
    assert len(weights) >= 5, weights
    assert sum(weights.values()) <= MOST, weights


@pytest.mark.parametrize("path", [*PAGES.values(), SEARCH])
class TestAnonymousPage:
    def test_sets_no_cookie(self, visitor, path):
        assert not visitor.get(path).cookies
        assert not visitor.get(path).has_header("Set-Cookie")

    def test_does_not_vary_by_cookie(self, visitor, path):
        assert "cookie" not in visitor.get(path).headers.get("Vary", "").lower()

    def test_holds_no_script_or_style_of_its_own(self, plain, path):
        text = plain(path)
        assert all('src="' in tag for tag in re.findall(r"<script[^>]*>", text))
        assert not re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text)

    def test_needs_no_script(self, plain, path):
        text = plain(path)
        assert "<noscript" not in text
        assert re.search(r"<h1[^>]*>\s*\S", text)
        assert all("data-module" in tag or 'type="' in tag for tag in controls(text))

    def test_asks_nothing_of_a_third_party(self, plain, visitor, portal, path):
        text = plain(path)
        addresses = parts_of(text)
        assert addresses
        assert all(re.match(r"/(?!/)", address) for address in addresses), addresses
        assert "preconnect" not in text
        assert "dns-prefetch" not in text
        for address in (a for a in addresses if a.endswith(".css")):
            assert not re.findall(r"@import|url\((?![\"']?data:)", plain(address)), address


def controls(text):
    """Return the buttons of a page."""
    return re.findall(r"<button[^>]*>", text)


@pytest.fixture
def plain(visitor):
    def text(path):
        response = visitor.get(path, HTTP_ACCEPT_ENCODING="identity")
        assert response.status_code == 200, path
        return (response.getvalue() if response.streaming else response.content).decode()

    return text
