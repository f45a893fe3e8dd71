"""Everything works with the keyboard alone, and one always sees where one is."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW
from tests.e2e.demonstration import PLATFORM, SLUGS, Demonstration

MOST_STOPS = 60
SEEN = """() => {
  const shows = (style) => style.boxShadow !== "none"
    || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
  const at = document.activeElement, box = at.getBoundingClientRect();
  const name = at.tagName + " " + (at.textContent.trim() || at.id);
  const there = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
  const seen = there && (shows(getComputedStyle(at)) || shows(getComputedStyle(at, "::after")));
  return at === document.body ? null : [name.slice(0, 60), seen];
}"""


def tab_to(page: Page, what: str) -> None:
    """Press Tab until the focus is on what the selector says."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"The keyboard does not reach {what}")


def test_the_skip_link_comes_first_and_leads_past_the_menu(
    demonstration: Demonstration, page: Page
):
    for slug in (*SLUGS, PLATFORM):
        page.goto(demonstration.url(slug, "/" if slug else "/sign-in/"))
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to main content")
        expect(skip).to_be_focused()
        assert page.evaluate(SEEN)[1], slug
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main-content", slug
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')"), slug


def test_the_focus_shows_at_every_stop(demonstration: Demonstration, page: Page):
    unseen = []
    for slug in SLUGS:
        service = demonstration.pages[slug].get("servicepage", ["/contact/"])[0]
        for path in ("/", service, "/sign-in/"):
            page.goto(demonstration.url(slug, path))
            page.keyboard.press("Tab")
            while stop := page.evaluate(SEEN):
                unseen += [] if stop[1] else [f"{slug}{path}: {stop[0]}"]
                page.keyboard.press("Tab")
    assert not unseen, "\n".join(unseen)


def test_the_menu_of_a_narrow_window_opens_and_leads_on(demonstration, page):
    page.set_viewport_size(NARROW)
    page.goto(demonstration.url("ealing-pru"))
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu.get_by_role("link", name="Get help")).to_be_hidden()
    tab_to(page, ".govuk-service-navigation__toggle")
    page.keyboard.press("Enter")
    expect(menu.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "true")
    expect(menu.get_by_role("link", name="Get help")).to_be_visible()
    tab_to(page, "[href='/get-help/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/get-help/")


def test_searching(demonstration, page):
    page.goto(demonstration.url("middlesbrough", "/about/"))
    tab_to(page, "#site-search")
    page.keyboard.type("early help")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=early+help")
    tab_to(page, "main h2 a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Early Help", ignore_case=True)


def test_signing_in_and_out(demonstration, page):
    email, password = demonstration.accounts["cymru", "author"]
    page.goto(demonstration.url("cymru", "/sign-in/"))
    tab_to(page, "input[type=email]")
    page.keyboard.type(email)
    tab_to(page, "input[type=password]")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="My account").wait_for()
    tab_to(page, "form[action='/sign-out/'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have signed out")
