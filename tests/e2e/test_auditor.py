"""An auditor's work in a real browser, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import NARROW, WIDE
from tests.e2e.inspection import Watch, faults_of


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(java_script_enabled=False, viewport=NARROW).new_page()


def test_an_auditor_finds_an_entry_and_what_it_holds(demonstration, page, sign_in):
    sign_in(page, "plymouth", "auditor")
    page.get_by_role("link", name="Ledger").click()
    main = page.get_by_role("main")
    main.get_by_text("Find entries by what, who and when").click()
    main.get_by_label("What was done").select_option("Gave a role")
    main.get_by_label("Who or what it was about").fill("clerk")
    main.get_by_role("button", name="Show these entries").click()
    expect(main.get_by_text("What was done: Gave a role")).to_be_visible()
    main.get_by_role("table").get_by_role("link").first.click()
    expect(main.get_by_text("Demonstration", exact=True)).to_be_visible()
    expect(main.get_by_text("the entry follows from the one before")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/ledger/", "/ledger/?who=nobody", "/ledger/1/", "/ledger/check/"]
)
def test_the_auditors_pages_keep_the_promises(demonstration, new_context, sign_in, path):
    page = new_context(viewport=WIDE).new_page()
    sign_in(page, "plymouth", "auditor")
    watch = Watch(page, demonstration.host("plymouth"))
    page.goto(demonstration.url("plymouth", path))
    assert faults_of(page, (WIDE, NARROW)) + watch.take() == []
