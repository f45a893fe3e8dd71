"""Every role of two portals signs in by code, passkey and recovery code, and reaches what
`docs/permissions.md` says and nothing else."""

import re

import pytest
from playwright.sync_api import Page

from accounts.roles import ROLES
from config.environment import BASE
from tests.e2e.test_two_factor import (
    Authenticator,
    app_code,
    give_password,
    set_up_passkey,
)

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


def leave(page: Page) -> None:
    """Come back as a browser that nobody is signed in with."""
    page.context.clear_cookies()


def type_code(page: Page, label: str, code: str, button: str) -> None:
    page.get_by_label(label, exact=True).fill(code)
    page.get_by_role("button", name=button).click()


def enter_by_every_means(page: Page, demonstration, sign_in, slug: str, role: str) -> None:
    """Set up what is missing, then sign in by code, recovery code and passkey; stay signed in."""
    sign_in(page, slug, role)  # by code, where there is an app already
    set_up_passkey(page, demonstration, slug)
    page.get_by_role("button", name="Make ten new codes").click()
    recovery = page.locator("code").first.inner_text()
    if (slug, role) not in demonstration.secrets:
        page.goto(demonstration.url(slug, "/account/two-step/app/"))
        key = page.locator(".casement-key").inner_text()
        type_code(page, "Code", app_code(key), "Finish")
        page.get_by_text("Your authenticator app is set up.").wait_for()
        leave(page)
        give_password(page, demonstration, slug, role)
        type_code(page, "Code", app_code(key, steps=1), "Continue")  # that of now set it up
        page.get_by_role("button", name="Sign out").wait_for()
    leave(page)
    give_password(page, demonstration, slug, role)
    page.get_by_role("link", name="Use a recovery code").click()
    type_code(page, "Recovery code", recovery, "Continue")
    page.get_by_role("button", name="Sign out").wait_for()
    leave(page)
    give_password(page, demonstration, slug, role)
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_role("button", name="Sign out").wait_for()


@pytest.mark.parametrize("slug", ["ealing-pru", "family-school"])
def test_every_role_gets_in_by_every_means_and_reaches_what_is_documented(
    demonstration, new_context, sign_in, slug
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
        enter_by_every_means(page, demonstration, sign_in, slug, role)
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
