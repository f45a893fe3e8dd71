"""Every role of two portals signs in by code, passkey and recovery code, and reaches what
`docs/permissions.md` says and nothing else."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from accounts.roles import ROLES
from config.environment import BASE
from tests.e2e.test_two_factor import (
    Authenticator,
    app_code,
    give_password,
    set_up_passkey,
    sign_out,
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


def by_code(page: Page, demonstration, slug: str, role: str, key: str) -> None:
    """Sign in with an authenticator app that has this key."""
    give_password(page, demonstration, slug, role)
    for steps in (0, 1):  # the app's code of now may be the one that set it up
        page.get_by_label("Code", exact=True).fill(app_code(key, steps=steps))
        page.get_by_role("button", name="Continue").click()
        page.wait_for_load_state()
        if page.get_by_role("button", name="Sign out").count():
            return
    raise AssertionError(f"{role} was not let in by a code.")


def enter_by_every_means(page: Page, demonstration, sign_in, slug: str, role: str) -> None:
    """Set up what is missing, then sign in by code, recovery code and passkey; stay signed in."""
    sign_in(page, slug, role)
    set_up_passkey(page, demonstration, slug)
    page.get_by_role("button", name="Set up a passkey").wait_for(state="detached")
    page.goto(demonstration.url(slug, "/account/two-step/codes/"))
    page.get_by_role("button", name="Make ten new codes").click()
    code = page.locator("code").first.inner_text()
    key = demonstration.secrets.get((slug, role), "")
    if not key:
        page.goto(demonstration.url(slug, "/account/two-step/app/"))
        key = page.locator(".casement-key").inner_text()
        page.get_by_label("Code", exact=True).fill(app_code(key))
        page.get_by_role("button", name="Finish").click()
        page.get_by_text("Your authenticator app is set up.").wait_for()
        sign_out(page)
        by_code(page, demonstration, slug, role, key)
    sign_out(page)
    give_password(page, demonstration, slug, role)
    page.get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Continue").click()
    sign_out(page)
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
        for rule, path in PLACES.items():
            status = page.goto(demonstration.url(slug, path)).status
            reached = status == 200 and urlsplit(page.url).path == path
            said = ROLES[role].title in documented[rule]
            if reached != said:
                wrong.append(f"{role}: {path} answered {status}, documented: {said}")
        cookie = next(each for each in context.cookies() if each["name"] == "session")
        context.add_cookies([{**cookie, "domain": f"{neighbour}.localhost"}])
        page.goto(demonstration.url(neighbour, "/account/"))
        if "/sign-in/" not in page.url:
            wrong.append(f"{role}: the cookie opens {neighbour}")
    assert wrong == []
