"""Suggestions by keyboard, feedback without JavaScript, a term explained, a page shared."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import NARROW
from tests.e2e.inspection import faults_of


def test_suggestions_are_chosen_with_the_keyboard(demonstration, page):
    page.goto(demonstration.url("plymouth", "/about/"))
    page.get_by_role("searchbox").focus()
    box = page.get_by_role("combobox")
    box.press_sequentially("compl")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()
    assert faults_of(page, ()) == []
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("aints")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "site-search-suggestions-0")
    box.press("Enter")
    page.wait_for_url("**/complaints/**")


def test_a_visitor_says_without_javascript_that_a_page_is_not_useful(demonstration, new_context):
    page = new_context(java_script_enabled=False, viewport=NARROW).new_page()
    page.goto(demonstration.url("plymouth", "/contact/"))
    page.get_by_role("link", name=re.compile("^No.*this page was not useful")).click()
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    comment = page.get_by_label("What could be better?")
    comment.press_sequentially("Where is the map?", delay=80)  # programs are faster
    page.get_by_role("main").get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.get_by_role("link", name="Back to").click()
    page.wait_for_url("**/contact/")


def test_site_wide_pages_keep_the_promises_and_set_no_cookie(demonstration, page):
    page.goto(demonstration.url("cymru", "/contact/"))
    share = page.get_by_role("link", name="Share or print this page").get_attribute("href")
    faults = []
    for path in ("/jargon-buster/", "/a-z/", share, "/cy/contact/"):
        page.goto(demonstration.url("cymru", path))
        faults += [f"{path}: {fault}" for fault in faults_of(page, (NARROW,))]
    assert page.context.cookies() == []
    page.get_by_role("link", name="nid oedd").click()
    faults += faults_of(page, (NARROW,))
    assert not faults, "\n".join(faults)
