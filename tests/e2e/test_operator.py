"""An operator makes a portal, suspends it, resumes it and closes it."""

from playwright.sync_api import Page, expect

from tests.e2e.demonstration import PLATFORM

ADMINISTRATOR = "first@harbour.example"
MESSAGE = "We are moving house. Back on Monday."


def press(page: Page, action: str, button: str) -> None:
    """Choose an action on the portal's screen, and confirm it."""
    page.get_by_role("main").get_by_role("link", name=action).click()
    page.get_by_role("main").get_by_role("button", name=button).click()


def create(page: Page) -> None:
    page.get_by_role("navigation", name="Side menu").get_by_role("link", name="New portal").click()
    page.get_by_label("Name", exact=True).fill("Harbour Parents")
    page.get_by_label("Web name").fill("harbour")
    page.get_by_label("Pupil Referral Unit").check()
    page.get_by_label("Administrator's e-mail address").fill(ADMINISTRATOR)
    page.get_by_label("Open to the public now").check()
    page.get_by_role("button", name="Create portal").click()
    page.get_by_role("heading", level=1).get_by_text("created", exact=False).wait_for()


def test_a_portal_from_its_making_to_its_end(demonstration, page, new_context, sign_in):
    sign_in(page, PLATFORM, "operator")
    create(page)

    visitor = new_context().new_page()
    home = demonstration.url("harbour")
    assert page.get_by_role("link", name=home).get_attribute("href") == home
    assert visitor.goto(home).status == 200
    expect(visitor.get_by_role("banner")).to_contain_text("Harbour Parents")
    assert visitor.get_by_role("navigation", name="Menu").get_by_role("link").count() > 3
    visitor.goto(demonstration.link_to(ADMINISTRATOR))
    expect(visitor.get_by_role("main")).to_contain_text("Portal administrator")

    page.goto(demonstration.url(PLATFORM, "/portals/harbour/"))
    page.get_by_role("main").get_by_role("link", name="Suspend").click()
    page.get_by_label("Message to visitors").fill(MESSAGE)
    page.get_by_role("main").get_by_role("button", name="Suspend portal").click()
    expect(page.get_by_text("The portal is suspended.")).to_be_visible()
    assert visitor.goto(home).status == 503
    expect(visitor.get_by_role("main")).to_contain_text(MESSAGE)

    press(page, "Resume", "Put online")
    assert visitor.goto(home).status == 200

    press(page, "Close", "Close portal")
    assert visitor.goto(home).status == 410
    expect(visitor.get_by_role("heading", level=1)).to_have_text("This service has closed")
    page.goto(demonstration.url(PLATFORM))
    expect(page.get_by_role("row", name="Harbour Parents")).to_contain_text("Closed")


def test_a_form_that_is_not_complete_makes_no_portal(demonstration, page, sign_in):
    sign_in(page, PLATFORM, "operator")
    page.goto(demonstration.url(PLATFORM, "/portals/new/"))
    page.get_by_label("Web name").fill("half")
    page.get_by_role("button", name="Create portal").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Enter the portal's name")
    expect(page.get_by_label("Web name")).to_have_value("half")
    assert demonstration.get("half")[0] == 404


def test_a_stranger_sees_no_screen_of_the_console(demonstration, page):
    for path in ("/", "/portals/new/", "/portals/plymouth/", "/portals/plymouth/close/"):
        page.goto(demonstration.url(PLATFORM, path))
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert "Plymouth" not in page.content()
