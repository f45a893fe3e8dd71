"""The team edits the site, and visitors see it at once."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.demonstration import Demonstration

PAGE = "/about/stay-impartial/"


def open_editor(page: Page, demonstration: Demonstration, slug: str, title: str) -> None:
    """Find a page in the editing area and open it."""
    page.get_by_role("link", name="Edit the site").click()
    page.goto(demonstration.url(slug, f"/admin/pages/search/?q={title}"))
    page.get_by_role("main").get_by_role("link", name=title, exact=True).click()
    page.get_by_label("Title", exact=False).first.wait_for()


def actions(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Actions (footer)")


def publish(page: Page) -> None:
    actions(page).get_by_role("button", name="More actions").click()
    actions(page).get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("has been published").wait_for()


def switch(page: Page, word: str, module: str) -> None:
    page.get_by_role("row", name=module).get_by_role("button", name=f"Switch {word}").click()
    page.get_by_text(f"{module} is {word}").wait_for()


def test_what_an_administrator_publishes_shows_at_once(demonstration, page, new_context, sign_in):
    visitor = new_context().new_page()
    visitor.goto(demonstration.url("family-school", PAGE))
    before = visitor.get_by_role("heading", level=1).inner_text()

    sign_in(page, "family-school", "portal_administrator")
    open_editor(page, demonstration, "family-school", before)
    page.locator("#id_title").fill("How fair we are")
    publish(page)

    visitor.reload()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("How fair we are")
    visitor.goto(demonstration.url("family-school", "/about/"))
    expect(visitor.get_by_role("link", name="How fair we are").first).to_be_visible()
    visitor.goto(demonstration.url("plymouth", PAGE))
    expect(visitor.get_by_role("heading", level=1)).not_to_have_text("How fair we are")


def test_a_module_that_is_switched_off_is_gone_and_comes_back_whole(
    demonstration, page, new_context, sign_in
):
    visitor = new_context().new_page()
    home = demonstration.url("ealing-pru")

    def shown() -> list[object]:
        visitor.goto(home)
        entry = visitor.get_by_role("navigation", name="Menu").get_by_role("link", name="Forum")
        answers = [demonstration.get("ealing-pru", path)[0] for path in ("/forum/", rules)]
        found = demonstration.get("ealing-pru", "/search/?q=forum+ground+rules")[1]
        return [entry.count(), *answers, rules in found]

    rules = next(
        path
        for paths in demonstration.pages["ealing-pru"].values()
        for path in paths
        if path.endswith("/forum-ground-rules/")
    )
    assert shown() == [1, 200, 200, True]

    sign_in(page, "ealing-pru", "portal_administrator")
    page.get_by_role("link", name="Edit the site").click()
    page.goto(demonstration.url("ealing-pru", "/admin/add-ons/"))
    switch(page, "off", "Parent & Family Forum")
    assert shown() == [0, 404, 404, False]
    switch(page, "on", "Parent & Family Forum")
    assert shown() == [1, 200, 200, True]


@pytest.mark.parametrize(("role", "can_publish"), [("editor", False), ("publisher", True)])
def test_editors_draft_and_publishers_publish(role, can_publish, demonstration, page, sign_in):
    sign_in(page, "plymouth", role)
    open_editor(page, demonstration, "plymouth", "Confidentiality")
    expect(actions(page).get_by_role("button", name="Save draft")).to_be_visible()
    publishes = actions(page).get_by_role("button", name="Publish", exact=True, include_hidden=True)
    assert publishes.count() == int(can_publish)


def test_an_editors_draft_does_not_show(demonstration, page, sign_in):
    sign_in(page, "plymouth", "editor")
    open_editor(page, demonstration, "plymouth", "Confidentiality")
    page.locator("#id_title").fill("Not yet for everybody")
    actions(page).get_by_role("button", name="Save draft").click()
    page.get_by_text("has been updated").wait_for()
    assert (
        "Not yet for everybody" not in demonstration.get("plymouth", "/about/confidentiality/")[1]
    )


def test_authors_write_new_pages_and_leave_others_alone(demonstration, page, sign_in):
    sign_in(page, "plymouth", "author")
    page.get_by_role("link", name="Edit the site").click()
    page.goto(demonstration.url("plymouth", "/admin/pages/search/?q=Confidentiality"))
    results = page.get_by_role("main")
    links = [link.get_attribute("href") or "" for link in results.get_by_role("link").all()]
    assert not [link for link in links if "/edit/" in link]
    assert [link for link in links if "/add_subpage/" in link]


@pytest.mark.parametrize("role", ["editor", "author", "publisher"])
def test_add_ons_are_for_administrators(role, demonstration, page, sign_in):
    sign_in(page, "plymouth", role)
    page.goto(demonstration.url("plymouth", "/admin/add-ons/"))
    assert page.get_by_role("button", name="Switch off").count() == 0


def test_a_member_has_no_editing_area(demonstration, page, sign_in):
    sign_in(page, "plymouth", "member")
    assert page.get_by_role("link", name="Edit the site").count() == 0
    assert page.goto(demonstration.url("plymouth", "/admin/")).status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot open this page")
