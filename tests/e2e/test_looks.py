"""How pages look: each portal its own, on paper, with large text, in Welsh."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, WIDE
from tests.e2e.demonstration import PORTALS, SLUGS, Demonstration
from tests.e2e.inspection import CLIPPED, OVERFLOWING, faults_of

LOOK = """() => {
  const style = (what) => getComputedStyle(document.querySelector(what));
  return {
    brand: style(":root").getPropertyValue("--govuk-brand-colour").trim().toLowerCase(),
    menu: style(".govuk-service-navigation").backgroundColor,
    button: style(".casement-search__button").backgroundColor,
    name: document.querySelector("header .casement-header__name").textContent,
    heading: document.querySelector("h1").textContent,
    emblem: document.querySelector(".casement-emblem").innerHTML,
    style: [
      style("body").fontFamily,
      style(".casement-task").borderRadius,
      style("header").backgroundColor,
    ],
  };
}"""
LARGE = "document.documentElement.style.fontSize = '200%'"


def typical(demonstration: Demonstration, slug: str) -> list[str]:
    """Return a page of each type, search and a form."""
    pages = demonstration.pages[slug].values()
    return [*(paths[0] for paths in pages), "/search/?q=school", "/sign-up/"]


def test_each_portal_looks_like_itself(demonstration: Demonstration, page: Page):
    looks = {}
    for portal in PORTALS:
        page.goto(demonstration.url(portal["slug"]))
        look = looks[portal["slug"]] = page.evaluate(LOOK)
        assert look["brand"] == portal["theme"]["brand_colour"].lower()
        assert look["name"] == portal["name"]
    for aspect in ("brand", "menu", "button", "name", "heading", "emblem"):
        assert len({look[aspect] for look in looks.values()}) == len(PORTALS), aspect
    assert len({str(look["style"]) for look in looks.values()}) == len(PORTALS)


@pytest.mark.parametrize("slug", SLUGS)
def test_large_text_is_neither_cut_off_nor_wider_than_the_window(slug, demonstration, page):
    faults = []
    for path in typical(demonstration, slug):
        page.goto(demonstration.url(slug, path))
        page.evaluate(LARGE)
        found = page.evaluate(OVERFLOWING) + page.evaluate(CLIPPED)
        faults += [f"{slug}{path}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("slug", SLUGS)
def test_on_paper_there_is_the_text_and_nothing_to_press(slug, demonstration, page):
    page.goto(demonstration.url(slug, "/about/stay-impartial/"))
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".casement-header__name")).to_be_visible()
    expect(page.locator("main p").first).to_be_visible()
    for gone in (
        ".govuk-service-navigation",
        ".casement-search",
        ".casement-user",
        ".govuk-breadcrumbs",
    ):
        for part in page.locator(gone).all():
            expect(part).to_be_hidden()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('header')).color") == "rgb(0, 0, 0)"
    )
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_bilingual_portal_offers_the_same_page_in_the_other_language(demonstration, page):
    page.goto(demonstration.url("cymru", "/get-help/support-levels/"))
    english = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Cymraeg").click()
    page.wait_for_url("**/cy/get-help/support-levels/")
    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.get_by_role("heading", level=1).inner_text() != english
    menu = page.locator("#navigation a")
    assert all(link.get_attribute("href").startswith("/cy/") for link in menu.all()[:5])
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(english)


def test_welsh_pages_keep_the_promises_made_for_every_page(demonstration, page):
    faults = []
    for paths in demonstration.pages["cymru"].values():
        for path in [path for path in paths if path.startswith("/cy/")][:1]:
            page.goto(demonstration.url("cymru", path))
            assert page.locator("html").get_attribute("lang") == "cy", path
            faults += [f"{path}: {fault}" for fault in faults_of(page, (WIDE, NARROW))]
    assert not faults, "\n".join(faults)


def test_a_portal_of_one_language_has_no_switch(demonstration, page):
    page.goto(demonstration.url("plymouth"))
    assert page.get_by_role("navigation", name="Language").count() == 0
