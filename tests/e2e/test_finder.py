"""A parent without JavaScript finds the nearest drop-in, puts it on a list, and prints that."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import NARROW
from tests.e2e.inspection import faults_of


def test_a_parent_finds_the_nearest_drop_in_and_takes_it_along(demonstration, new_context):
    page = new_context(java_script_enabled=False, viewport=NARROW).new_page()
    page.goto(demonstration.url("plymouth", "/find-a-service/"))
    page.get_by_label("Postcode").fill("pl48aa")
    page.get_by_label("Age of your child, in years").fill("3")
    page.get_by_text("More choices").click()
    page.get_by_label("Drop-in").check()
    page.get_by_role("button", name="Find services").click()
    expect(page.get_by_role("status").last).to_contain_text("nearest first")
    assert page.context.cookies() == []

    page.locator(".casement-result__title a").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    expect(page.get_by_role("heading", name="When and where")).to_be_visible()

    page.get_by_role("button", name="Add to my list").click()
    expect(page.get_by_text(f"“{name}” is on your list.")).to_be_visible()
    assert [cookie["expires"] for cookie in page.context.cookies()] == [-1]

    page.emulate_media(media="print")
    expect(page.locator(".casement-result")).to_be_visible()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Take off"))).to_be_hidden()
    expect(page.get_by_text("Address:", exact=False)).to_be_visible()


def test_mistakes_and_lists_keep_the_promises(demonstration, page):
    faults = []
    for path in (
        "/find-a-service/?postcode=PL4+8AA&age=3&kind=drop-in",
        "/find-a-service/?postcode=nonsense&age=abc&q=play",
        "/find-a-service/?postcode=PL4+8AA&within=1&need=drugs-and-alcohol&day=SU",
        "/services/list/",
        "/services/list/shared/",
    ):
        page.goto(demonstration.url("plymouth", path))
        faults += [f"{path}: {fault}" for fault in faults_of(page, (NARROW,))]
    page.goto(demonstration.url("cymru", "/cy/find-a-service/?q=plant"))
    faults += [f"cy: {fault}" for fault in faults_of(page, (NARROW,))]
    assert not faults, "\n".join(faults)
