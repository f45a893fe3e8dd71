"""Every role of two portals signs in by code, passkey and recovery code, and reaches what
`docs/permissions.md` says and nothing else."""

import re
from time import time

import pytest
from playwright.sync_api import Page

from accounts.roles import ROLES
from config.environment import BASE
from tests.e2e.test_two_factor import Authenticator, app_code, set_up_passkey

PLACES = {
    "can_see_team": "/team/",
    "can_manage_team": "/team/invite/",
    "can_see_resets": "/team/lost-devices/",
    "can_see_ledger": "/ledger/",
    "can_edit_site": "/admin/",
    "can_choose_modules": "/admin/add-ons/",
    "can_set_places": "/admin/area/",
    "can_see_own_account": "/account/",
}
"""Rules of the table, and a page that each opens."""


def table() -> dict[str, set[str]]:
    """Return what the documentation says: each rule's name and the roles that it always obeys."""
    allowed: dict[str, set[str]] = {}
    heading: list[str] = []
    for line in (BASE / "docs" / "permissions.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == "action":
            heading = [re.sub(r" \([2C]+\)$", "", cell) for cell in cells]
        elif named := re.search(r"\(`(can_\w+)`\)", cells[0]):
            marked = zip(heading, cells, strict=True)
            allowed[named[1]] = {title for title, cell in marked if cell == "✓"}
    return allowed


REACHED = """paths => Promise.all(paths.map(async (path) => {
  const answer = await fetch(path);
  return [answer.status, new URL(answer.url).pathname];
}))"""
"""Ask for each path as who is signed in; nothing has to be drawn to see who is let in."""


SENT = """async ([path, typed]) => {
  const got = await fetch(path);
  const page = new DOMParser().parseFromString(await got.text(), "text/html");
  const fields = Object.keys(typed);
  const form = [...page.querySelectorAll("main form")].find(
    (each) => fields.every((name) => each.elements.namedItem(name)));
  const values = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(typed)) values.set(name, value);
  const to = new URL(form.getAttribute("action") || got.url, got.url);
  const answer = await fetch(to, {method: "POST", body: values});
  return new URL(answer.url).pathname;
}"""
"""Fill in the form of a page and send it, with all that it hides; nothing has to be drawn."""
SECOND_STEP = "/sign-in/check/"


class Visitor:
    """Somebody at a portal, in a browser that knows nothing of anybody else."""

    def __init__(self, page: Page, demonstration, slug: str, role: str) -> None:
        self.page, self.demonstration, self.slug = page, demonstration, slug
        self.email, self.password = demonstration.accounts[slug, role]
        self.key = demonstration.secrets.get((slug, role), "")
        page.goto(demonstration.url(slug, "/sign-in/"))

    def send(self, path: str, **typed: str) -> str:
        """Send a form; return the path that this leads to."""
        return self.page.evaluate(SENT, [path, typed])

    def begin(self) -> str:
        """Come back as a browser that nobody is signed in with, and give the password."""
        self.page.context.clear_cookies()
        return self.send("/sign-in/", email=self.email, password=self.password)

    def is_in(self) -> bool:
        """Whether the account is open to them."""
        return self.page.evaluate(REACHED, ["/account/"]) == [[200, "/account/"]]

    def set_up_passkey(self) -> str:
        """Make a passkey with the browser's device; return the first recovery code."""
        set_up_passkey(self.page, self.demonstration, self.slug)
        self.page.get_by_role("button", name="Make ten new codes").click()
        return self.page.locator("code").first.inner_text()

    def set_up_app(self) -> None:
        """Set up an authenticator app, where there is none, and sign in with its next code."""
        self.page.goto(self.demonstration.url(self.slug, "/account/two-step/app/"))
        key = self.page.locator(".casement-key").inner_text()
        began = time()
        self.send("/account/two-step/app/", code=app_code(key, at=began))
        assert self.begin() == SECOND_STEP
        # The code after the one that set it up, whatever the time is by now: an app that seemed to
        # be slow is taken to be slow, and a code of the future would no longer do.
        self.send(SECOND_STEP, code=app_code(key, at=began + 30))
        assert self.is_in()


def enter_by_every_means(visitor: Visitor) -> None:
    """Set up what is missing, then sign in by code, recovery code and passkey; stay signed in."""
    reached = visitor.begin()
    if visitor.key:
        assert reached == SECOND_STEP
        assert not visitor.is_in()
        visitor.send(SECOND_STEP, code=app_code(visitor.key))
    assert visitor.is_in()
    recovery = visitor.set_up_passkey()
    if not visitor.key:
        visitor.set_up_app()
    assert visitor.begin() == SECOND_STEP
    visitor.send("/sign-in/recovery-code/", code=recovery)
    assert visitor.is_in()
    assert visitor.begin() == SECOND_STEP
    visitor.page.goto(visitor.demonstration.url(visitor.slug, SECOND_STEP))
    visitor.page.get_by_role("button", name="Use my passkey").click()
    visitor.page.get_by_role("button", name="Sign out").wait_for()


@pytest.mark.parametrize("slug", ["ealing-pru", "family-school"])
def test_every_role_gets_in_by_every_means_and_reaches_what_is_documented(
    demonstration, new_context, slug
):
    documented = table()
    neighbour = "cymru"
    wrong = []
    for place, role in demonstration.accounts:
        if place != slug or role not in ROLES:
            continue
        context = new_context()
        page = context.new_page()
        Authenticator(page)
        enter_by_every_means(Visitor(page, demonstration, slug, role))
        answers = page.evaluate(REACHED, list(PLACES.values()))
        for (rule, path), (status, place_reached) in zip(PLACES.items(), answers, strict=True):
            reached = status == 200 and place_reached == path
            said = ROLES[role].title in documented[rule]
            if reached != said:
                wrong.append(f"{role}: {path} answered {status}, documented: {said}")
        cookie = next(each for each in context.cookies() if each["name"] == "session")
        context.add_cookies([{**cookie, "domain": f"{neighbour}.localhost"}])
        page.goto(demonstration.url(neighbour, "/account/"))
        if "/sign-in/" not in page.url:
            wrong.append(f"{role}: the cookie opens {neighbour}")
        context.close()
    assert wrong == []
