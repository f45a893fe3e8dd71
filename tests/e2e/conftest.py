"""The demonstration served over HTTP, and a real browser to visit it with."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config.environment import flag
from tests.e2e.demonstration import Demonstration, served

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for path in map(shutil.which, NAMES) if path), None)
OWN_WINDOW = [
    # Pages of the browser's own around its address bar, which work at every address we open.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    "RenderDocument",  # a new frame for every page of the same host
]
"""Features of Chromium that take as much work as our pages, and of which no test sees anything."""
PLAYWRIGHTS = [
    # What Playwright switches off itself: only the last list that Chromium is given counts.
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-features=" + ",".join([*OWN_WINDOW, *PLAYWRIGHTS]),
]
MISSING = "Chromium was not found: browser tests need `chromium` on the PATH"
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 720}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests; leave them out where there is no browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if not CHROMIUM and not flag("CASEMENT_NEEDS_BROWSER"):
                item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="package")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The five portals and the console, served from a database of their own."""
    with served(tmp_path_factory.mktemp("demonstration")) as demonstration:
        yield demonstration


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; closed before other tests run, since Playwright's event loop would disturb them."""
    if not CHROMIUM:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make browsers that know nothing of each other."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **options})
        context.set_default_timeout(20_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page of a browser that has never been here."""
    return new_context().new_page()


@pytest.fixture
def sign_in(demonstration: Demonstration) -> Callable[..., Page]:
    """Sign somebody in, as people do."""

    def enter(page: Page, slug: str, role: str, password: str = "") -> Page:
        email, usual = demonstration.accounts[slug, role]
        page.goto(demonstration.url(slug, "/sign-in/"))
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(password or usual)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        if (slug, role) in demonstration.secrets:
            second_step(page)
        page.get_by_role("button", name="Sign out").wait_for()
        return page

    return enter


def second_step(page: Page) -> None:
    """Enter the code that a demonstration's page shows for its accounts."""
    words = page.get_by_text("The code of its app is now").inner_text()
    page.get_by_label("Code", exact=True).fill(re.search(r"\b\d{6}\b", words)[0])
    page.get_by_role("button", name="Continue").click()
