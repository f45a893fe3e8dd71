"""Everything works without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.demonstration import Demonstration

NARROW = {"width": 375, "height": 760}
NEW_PASSWORD = "three words unlike others"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A telephone without scripts."""
    return new_context(java_script_enabled=False, viewport=NARROW).new_page()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def submit(page: Page, button: str) -> None:
    page.get_by_role("main").get_by_role("button", name=button).click()


def test_a_parent_finds_a_page_by_search(demonstration: Demonstration, page: Page):
    page.goto(demonstration.url("plymouth"))
    page.get_by_role("searchbox").fill("psychologist report")
    submit(page, "Search")
    assert heading(page) == "Search"
    page.get_by_role("main").get_by_role("link", name="If a psychologist's report").click()
    assert heading(page) == "If a psychologist's report is hard to follow"


def test_a_parent_reaches_a_service_page_by_the_menu(demonstration: Demonstration, page: Page):
    page.goto(demonstration.url("plymouth"))
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu.get_by_role("button", name="Menu")).to_be_hidden()
    expect(menu.get_by_role("link", name="Get help")).to_be_hidden()
    menu.get_by_role("link", name="Menu").click()
    menu.get_by_role("link", name="Get help").click()
    page.get_by_role("main").get_by_role("link", name="Parent Support Advisers in schools").click()
    assert heading(page) == "Parent Support Advisers in schools"
    expect(page.get_by_role("heading", name="Who it is for")).to_be_visible()
    expect(page.get_by_role("complementary").get_by_text("01632 960120")).to_be_visible()


def test_a_member_signs_in_changes_their_name_and_signs_out(demonstration, page, sign_in):
    sign_in(page, "plymouth", "member")
    page.get_by_role("link", name="My account").click()
    page.get_by_role("link", name="Change display name").click()
    page.get_by_label("Display name").fill("Sam from Plymstock")
    submit(page, "Save")
    expect(page.get_by_text("Your details are changed.")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("Sam from Plymstock")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    assert heading(page) == "You have signed out"
    page.goto(demonstration.url("plymouth", "/account/"))
    assert heading(page) == "Sign in"


def test_a_forgotten_password_is_replaced_by_the_link_in_the_mail(demonstration, page, sign_in):
    email, old = demonstration.accounts["middlesbrough", "auditor"]
    page.goto(demonstration.url("middlesbrough", "/sign-in/"))
    page.get_by_role("link", name="I have forgotten my password").click()
    page.get_by_label("E-mail address").fill(email)
    submit(page, "Send the link")
    assert heading(page) == "Check your e-mail"

    link = demonstration.link_to(email)
    assert link.startswith(demonstration.url("middlesbrough", "/new-password/"))
    page.goto(link)
    page.get_by_label("New password").fill(NEW_PASSWORD)
    submit(page, "Save the new password")
    assert heading(page) == "Your password is changed"

    page.goto(link)
    assert heading(page) == "This link does not work"
    page.goto(demonstration.url("middlesbrough", "/sign-in/"))
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(old)
    submit(page, "Sign in")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    sign_in(page, "middlesbrough", "auditor", password=NEW_PASSWORD)


def test_somebody_invited_joins_the_team(demonstration, page, new_context, sign_in):
    host = new_context(java_script_enabled=False).new_page()
    sign_in(host, "ealing-pru", "portal_administrator")
    host.get_by_role("link", name="Team").click()
    host.get_by_role("main").get_by_role("button", name="Invite somebody").click()
    host.get_by_label("Name").fill("Robin")
    host.get_by_label("E-mail address").fill("robin@families.example")
    host.get_by_role("radio", name=re.compile("^Editor")).check()
    submit(host, "Invite")
    expect(host.get_by_role("table", name="Invitations that are open")).to_contain_text("Robin")

    page.goto(demonstration.link_to("robin@families.example"))
    assert heading(page) == "Accept your invitation"
    expect(page.get_by_role("main")).to_contain_text("Ealing PRU Parent Advocacy")
    page.get_by_label("Choose a password").fill(NEW_PASSWORD)
    submit(page, "Accept and sign in")
    expect(page.get_by_text("You have joined the team. Welcome.")).to_be_visible()
    expect(page.get_by_role("link", name="Edit the site")).to_be_visible()


def test_a_parent_signs_up_and_confirms_their_address(demonstration, page):
    page.goto(demonstration.url("family-school", "/sign-in/"))
    page.get_by_role("main").get_by_role("link", name="Create one").click()
    page.get_by_label("Display name").fill("Alex")
    page.get_by_label("E-mail address").fill("alex@families.example")
    page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    submit(page, "Create account")
    assert heading(page) == "Check your e-mail"

    page.goto(demonstration.link_to("alex@families.example"))
    page.get_by_label("Your password").fill(NEW_PASSWORD)
    submit(page, "Confirm and sign in")
    expect(page.get_by_text("Your e-mail address is confirmed. Welcome.")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("Member", exact=True)).to_be_visible()
