"""Every page type of every demonstration portal keeps the promises made for every page."""

from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import NARROW, WIDE
from tests.e2e.demonstration import PLATFORM, SLUGS, Demonstration
from tests.e2e.inspection import Watch, faults_of

SEARCHES = ("/search/", "/search/?q=school", "/search/?q=xylophone+quicksand")
FORMS = ("/sign-in/", "/sign-up/", "/new-password/")
ANSWERS = ("/sign-up/check-your-mail/", "/new-password/check-your-mail/", "/new-password/done/")
OTHERS = ("/sign-out/done/", "/confirm/not-a-token/")
ABSENT = "/there-is-no-such-page/"


def look_at(page: Page, demonstration: Demonstration, slug: str, paths: Iterable[str]) -> list[str]:
    """Visit pages of a portal and return what is wrong, with the address of each."""
    watch = Watch(page, demonstration.host(slug))
    faults = []
    for path in paths:
        page.set_viewport_size(WIDE)
        answer = page.goto(demonstration.url(slug, path))
        found = [] if answer.status < 500 else [f"answers {answer.status}"]
        found += faults_of(page, (WIDE, NARROW)) + watch.take()
        faults += [f"{slug}{path}: {fault}" for fault in found]
    return faults


def examples(demonstration: Demonstration, slug: str) -> Iterator[str]:
    """Yield the longest page of each type, and the home page of each language."""
    for kind, paths in demonstration.pages[slug].items():
        if kind == "homepage":
            yield from paths
        else:
            yield max(paths, key=lambda path: len(demonstration.get(slug, path)[1]))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_type_keeps_the_promises_and_sets_no_cookie(slug, demonstration, page):
    faults = look_at(page, demonstration, slug, examples(demonstration, slug))
    assert not faults, "\n".join(faults)
    assert page.context.cookies() == []


@pytest.mark.parametrize("slug", SLUGS)
def test_search_and_missing_pages_keep_the_promises_and_set_no_cookie(slug, demonstration, page):
    modules = [f"/{name}/" for name in ("forum", "governance", "casework")]
    there = [path for path in modules if demonstration.get(slug, path)[0] == 200]
    faults = look_at(page, demonstration, slug, [*SEARCHES, ABSENT, *there])
    assert not faults, "\n".join(faults)
    assert page.context.cookies() == []


@pytest.mark.parametrize("slug", SLUGS)
def test_forms_for_strangers_keep_the_promises(slug, demonstration, page):
    assert look_at(page, demonstration, slug, FORMS) == []


def test_answers_to_strangers_keep_the_promises(demonstration, page):
    assert look_at(page, demonstration, "plymouth", [*ANSWERS, *OTHERS]) == []


@pytest.mark.parametrize("path", FORMS)
def test_forms_with_errors_keep_the_promises(path, demonstration, page):
    page.goto(demonstration.url("plymouth", path))
    page.get_by_role("main").locator("button[type=submit]").click()
    summary = page.get_by_role("alert")
    assert "There is a problem" in summary.inner_text()
    assert page.title().startswith("Error:")
    assert faults_of(page, (WIDE, NARROW)) == []
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_pages_for_people_keep_the_promises(demonstration, page, sign_in):
    sign_in(page, "plymouth", "portal_administrator")
    paths = ["/account/", "/account/details/", "/account/password/", "/sign-out/"]
    paths += [f"/account/{part}/" for part in ("email", "sessions", "data", "leave")]
    paths += ["/team/", "/team/invite/", "/", "/notifications/", "/account/notifications/"]
    assert look_at(page, demonstration, "plymouth", paths) == []


def test_mails_of_the_demonstration_are_read_there(demonstration, page):
    page.goto(demonstration.url("plymouth", "/new-password/"))
    page.get_by_label("E-mail address").fill(demonstration.accounts["plymouth", "member"][0])
    page.get_by_role("main").get_by_role("button", name="Send the link").click()
    page.get_by_role("link", name="Read the e-mails here").click()
    link = page.get_by_role("main").get_by_role("link", name="Choose a new password").first
    message = link.get_attribute("href")
    paths = ["/demonstration/mail/", message, "/unsubscribe/not-a-token/"]
    assert look_at(page, demonstration, "plymouth", paths) == []
    assert look_at(page, demonstration, PLATFORM, ["/demonstration/mail/"]) == []

    page.goto(demonstration.url("plymouth", message))
    page.get_by_role("main").get_by_role("link", name="/new-password/").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Choose a new password"
    page.goto(demonstration.url("plymouth", f"{message}html/"))
    assert page.get_by_text("Choose a new password here:").is_visible()


def test_a_page_that_is_not_for_one_keeps_the_promises(demonstration, page, sign_in):
    sign_in(page, "plymouth", "member")
    assert look_at(page, demonstration, "plymouth", ["/team/"]) == []
    assert page.get_by_role("heading", level=1).inner_text() == "You cannot open this page"


def test_the_console_keeps_the_promises(demonstration, page, sign_in):
    assert look_at(page, demonstration, PLATFORM, ["/sign-in/", ABSENT]) == []
    sign_in(page, PLATFORM, "operator")
    paths = ["/", "/?q=plymouth", "/?q=xylophone", "/portals/new/", "/portals/plymouth/"]
    paths += [f"/portals/plymouth/{word}/" for word in ("rename", "add-domain", "suspend", "close")]
    paths += ["/team/", "/account/"]
    assert look_at(page, demonstration, PLATFORM, paths) == []


def test_visitors_of_no_portal_get_a_page_that_keeps_the_promises(demonstration, page):
    assert look_at(page, demonstration, "nobody", ["/"]) == []
