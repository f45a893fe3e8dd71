"""Two-step verification in a real browser: app, recovery code, and passkeys of a virtual device."""

import re
from base64 import b32decode
from time import time

from django_otp.oath import TOTP
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.roles import TWO_FACTOR_ROLES
from tests.e2e.conftest import NARROW, WIDE, second_step
from tests.e2e.demonstration import PLATFORM
from tests.e2e.inspection import faults_of
from tests.e2e.test_pages import look_at

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
COMPLETING = re.compile("/prove/passkey/complete/")


class Authenticator:
    """A device of the browser's own, which says yes to everything."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        answer = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.id = {"authenticatorId": answer["authenticatorId"]}

    def verifies(self, yes: bool) -> None:
        """Whether it recognises its person."""
        sent = {**self.id, "isUserVerified": yes}
        self.session.send("WebAuthn.setUserVerified", sent)

    @property
    def hosts(self) -> list[str]:
        """The hosts that it holds passkeys for."""
        kept = self.session.send("WebAuthn.getCredentials", self.id)["credentials"]
        return [credential["rpId"] for credential in kept]


def app_code(key: str, *, at: float = 0.0) -> str:
    """Return what an app shows that was given this key, now or at another time."""
    totp = TOTP(b32decode(key.replace(" ", "")))
    totp.time = at or time()
    return f"{totp.token():06}"


def give_password(page: Page, demonstration, slug: str, role: str) -> None:
    email, password = demonstration.accounts[slug, role]
    page.goto(demonstration.url(slug, "/sign-in/"))
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()


def set_up_passkey(page: Page, demonstration, slug: str) -> None:
    page.goto(demonstration.url(slug, "/account/two-step/passkey/"))
    page.get_by_label("Name of the device").fill("This computer")
    page.get_by_role("button", name="Set up a passkey").click()


def test_a_member_sets_up_a_passkey_and_signs_in_with_it(demonstration, page, sign_in):
    sign_in(page, "cymru", "member")
    device = Authenticator(page)
    set_up_passkey(page, demonstration, "cymru")
    page.get_by_role("button", name="Make ten new codes").click()
    expect(page.locator("code")).to_have_count(10)
    recovery = page.locator("code").first.inner_text()
    assert device.hosts == ["cymru.localhost"]
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("main")).to_contain_text("This computer")
    assert faults_of(page, (WIDE, NARROW)) == []

    sign_out(page)
    give_password(page, demonstration, "cymru", "member")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check that it is you")
    assert faults_of(page, (WIDE, NARROW)) == []
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_role("button", name="Sign out").wait_for()

    sign_out(page)
    give_password(page, demonstration, "cymru", "member")
    device.verifies(False)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("[data-passkey-error]")).to_contain_text("Try again")

    page.get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(recovery)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Sign out").wait_for()


def test_a_passkey_of_one_portal_opens_no_other(demonstration, page, sign_in):
    device = Authenticator(page)
    sign_in(page, "cymru", "chair")
    set_up_passkey(page, demonstration, "cymru")
    page.get_by_role("button", name="Make ten new codes").wait_for()
    sign_out(page)

    sign_in(page, "middlesbrough", "chair")
    set_up_passkey(page, demonstration, "middlesbrough")
    page.get_by_role("button", name="Make ten new codes").wait_for()
    sign_out(page)
    assert sorted(device.hosts) == ["cymru.localhost", "middlesbrough.localhost"]

    # The answer that Cymru's passkey gives to Cymru, sent to Middlesbrough's sign-in instead.
    give_password(page, demonstration, "cymru", "chair")
    caught: list[str] = []

    def keep(route: Route) -> None:
        caught.append(route.request.post_data or "")
        route.fulfill(status=400, json={"error": "It went elsewhere."})

    page.route(COMPLETING, keep)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("[data-passkey-error]")).to_contain_text("It went elsewhere.")
    page.unroute(COMPLETING)
    give_password(page, demonstration, "middlesbrough", "chair")
    told = page.evaluate(
        """async (answer) => {
          const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
          const sent = (path, body) => fetch(path, {method: "POST", body, headers:
            {"Content-Type": "application/json", "X-CSRFToken": token}});
          await sent("/prove/passkey/begin/", "{}");
          const answered = await sent("/prove/passkey/complete/", answer);
          return [answered.status, await answered.text()];
        }""",
        caught[0],
    )
    assert told[0] == 400
    assert "could not be checked" in told[1]
    page.goto(demonstration.url("middlesbrough", "/account/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_an_app_is_set_up_without_javascript(demonstration, new_context, sign_in):
    context: BrowserContext = new_context(java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    sign_in(page, "middlesbrough", "member")
    page.get_by_role("link", name="My account").click()
    page.goto(demonstration.url("middlesbrough", "/account/two-step/"))
    page.get_by_role("button", name="Set up an app").click()
    key = page.locator(".casement-key").inner_text()
    page.get_by_label("Code", exact=True).fill("000000" if app_code(key) != "000000" else "111111")
    page.get_by_label("Name of the device").fill("My phone")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.get_by_label("Name of the device")).to_have_value("My phone")
    assert page.locator(".casement-key").inner_text() == key

    began = time()
    page.get_by_label("Code", exact=True).fill(app_code(key, at=began))
    page.get_by_role("button", name="Finish").click()
    expect(page.locator("code")).to_have_count(10)
    codes = page.locator("code").all_inner_texts()
    page.get_by_role("button", name="Sign out").click()

    give_password(page, demonstration, "middlesbrough", "member")
    page.get_by_label("Code", exact=True).fill(app_code(key, at=began + 30))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Sign out").click()

    give_password(page, demonstration, "middlesbrough", "member")
    page.get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(codes[0])
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Sign out").wait_for()


def test_a_wrong_code_keeps_one_out(demonstration, page):
    give_password(page, demonstration, "plymouth", "caseworker")
    shown = re.search(r"\b\d{6}\b", page.get_by_text("The code of its app").inner_text())[0]
    page.get_by_label("Code", exact=True).fill("000000" if shown != "000000" else "111111")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("This is not the code")
    page.goto(demonstration.url("plymouth", "/account/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_key_that_the_demonstration_names_is_the_apps(demonstration, page):
    needed = {(slug, role) for slug, role in demonstration.accounts if role in TWO_FACTOR_ROLES}
    limited = {("plymouth", "locality_caseworker"), ("plymouth", "school_caseworker")}
    assert set(demonstration.secrets) == needed | limited
    give_password(page, demonstration, "cymru", "clerk")
    page.get_by_label("Code", exact=True).fill(app_code(demonstration.secrets["cymru", "clerk"]))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Sign out").wait_for()


def test_the_pages_keep_the_promises(demonstration, page, sign_in):
    sign_in(page, "plymouth", "practice_manager")
    paths = [f"/account/two-step/{name}" for name in ("", "app/", "passkey/", "codes/")]
    paths += ["/prove/", "/prove/recovery-code/", "/sign-in/lost-device/", "/team/lost-devices/"]
    assert look_at(page, demonstration, "plymouth", paths) == []


def test_an_operator_signs_in_with_a_code(demonstration, page):
    give_password(page, demonstration, PLATFORM, "operator")
    second_step(page)
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(demonstration.url(PLATFORM, "/account/two-step/"))
    expect(page.get_by_role("main")).to_contain_text("Authenticator app")
