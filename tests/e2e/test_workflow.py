"""An author's page goes through one step to being public, and visitors see it at once."""

import re

from playwright.sync_api import expect

from tests.e2e.test_editing import actions

TITLE = "Trips by bus"


def test_an_authors_page_goes_through_an_editor_to_live(demonstration, new_context, sign_in):
    visitor = new_context().new_page()
    list_of_pages = demonstration.url("plymouth", "/a-z/?letter=T")
    visitor.goto(list_of_pages)
    expect(visitor.get_by_role("link", name=TITLE)).to_have_count(0)

    author = sign_in(new_context().new_page(), "plymouth", "author")
    author.goto(demonstration.url("plymouth", "/admin/pages/search/?q=About"))
    below = author.get_by_role("main").locator("a[href*=add_subpage]").first
    parent = re.search(r"/pages/(\d+)/", below.get_attribute("href"))[1]
    author.goto(demonstration.url("plymouth", f"/admin/pages/add/cms/sectionpage/{parent}/"))
    author.locator("#id_title").fill(TITLE)
    actions(author).get_by_role("button", name="More actions").click()
    actions(author).get_by_role("button", name=re.compile("^Submit to")).click()
    author.wait_for_url("**/admin/pages/*/")

    editor = sign_in(new_context().new_page(), "plymouth", "editor")
    editor.goto(demonstration.url("plymouth", "/admin/"))
    editor.get_by_role("link", name=TITLE).first.click()
    actions(editor).get_by_role("button", name="More actions").click()
    with editor.expect_navigation():
        actions(editor).get_by_role("button", name="Approve and Publish", exact=True).click()

    visitor.goto(list_of_pages)
    visitor.get_by_role("link", name=TITLE).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
