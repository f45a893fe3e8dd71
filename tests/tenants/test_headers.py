"""Headers and cookies: what browsers are told (O6)."""

import json
import os
import re
import subprocess
import sys

import pytest

from accounts.demonstration import PASSWORD
from config.environment import BASE
from tests.conftest import person

FACTS = [
    *("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"),
    *("CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY"),
    *("SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "HSTS_SECONDS"),
]
READ = (
    f"import json, config.settings as s; print(json.dumps({{n: getattr(s, n) for n in {FACTS}}}))"
)


def settings_with(tmp_path, **environment):
    """Return the settings of an installation with these variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEMENT_")}
    given = {"CASEMENT_VAR": str(tmp_path), "DATABASE_URL": "postgres://u:p@localhost/x"}
    done = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=BASE,
        env=kept | given | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_in_production_cookies_are_bound_to_the_host_and_to_https(tmp_path):
    facts = settings_with(tmp_path)
    assert facts["SESSION_COOKIE_NAME"] == "__Host-session"
    assert facts["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert facts["HSTS_SECONDS"] == 31536000
    for name in ("SESSION_COOKIE", "CSRF_COOKIE"):
        assert facts[f"{name}_SECURE"] is True
        assert facts[f"{name}_HTTPONLY"] is True
        assert facts[f"{name}_SAMESITE"] == "Lax"


def test_a_demonstration_works_without_https(tmp_path):
    facts = settings_with(tmp_path, CASEMENT_DEMONSTRATION="1")
    assert facts["SESSION_COOKIE_NAME"] == "session"
    assert (facts["SESSION_COOKIE_SECURE"], facts["HSTS_SECONDS"]) == (False, 0)


@pytest.fixture
def production(settings):
    """As `CASEMENT_SECURE` sets it."""
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.HSTS_SECONDS = 31536000


def test_the_cookies_of_a_session_keep_what_their_name_promises(production, portal, client_for):
    browser = client_for(portal)
    typed = {"email": person(portal, "editor").email, "password": PASSWORD}
    browser.get("/sign-in/", secure=True)
    answer = browser.post("/sign-in/", typed, secure=True)
    assert answer.status_code == 302
    assert set(browser.cookies) == {"__Host-session", "__Host-csrf"}
    for cookie in browser.cookies.values():
        assert (cookie["path"], cookie["domain"]) == ("/", "")
        assert (cookie["secure"], cookie["httponly"]) == (True, True)
        assert cookie["samesite"] == "Lax"
    assert browser.get("/account/", secure=True).status_code == 200


def test_https_is_kept_for_a_year(production, portal, client_for):
    answer = client_for(portal).get("/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/nothing-here/", "/healthz", "/favicon.ico"])
def test_every_answer_carries_the_policies(portal, client_for, path):
    answer = client_for(portal).get(path)
    if path == "/healthz":
        return  # answered before anything else is known
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Reporting-Endpoints"] == 'csp="/csp-report/"'
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "report-uri /csp-report/; report-to csp" in policy


def test_what_browsers_offer_is_refused_but_for_what_our_own_pages_use(portal, client_for):
    header = client_for(portal).get("/")["Permissions-Policy"]
    allowed = dict(re.findall(r"([a-z-]+)=(\([a-z]*\))", header))
    for name in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics"):
        assert allowed[name] == "()"
    for name in ("publickey-credentials-get", "publickey-credentials-create"):
        assert allowed[name] == "(self)"
    assert set(allowed.values()) == {"()", "(self)"}


class TestPagesOfPeople:
    @pytest.mark.parametrize("path", ["/", "/about/", "/account/", "/team/", "/search/?q=x"])
    def test_who_is_signed_in_leaves_no_page_behind(self, portal, client_for, path):
        answer = client_for(portal, "portal_administrator").get(path)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]

    def test_public_pages_are_kept_for_strangers(self, portal, client_for):
        assert "no-store" not in client_for(portal).get("/about/")["Cache-Control"]

    def test_what_belongs_to_nobody_stays_kept(self, portal, client_for):
        answer = client_for(portal, "editor").get("/brand/icon.svg")
        assert answer["Cache-Control"] == "public, max-age=86400"


class TestSigningOut:
    def test_the_session_is_over_for_whoever_has_its_cookie(self, portal, client_for):
        browser, thief = client_for(portal, "editor"), client_for(portal)
        thief.cookies["session"] = browser.cookies["session"].value
        assert thief.get("/account/").status_code == 200
        answer = browser.post("/sign-out/")
        assert answer.cookies["session"]["max-age"] == 0
        assert thief.get("/account/").status_code == 302

    def test_over_https_the_browser_is_told_to_forget(self, portal, client_for):
        answer = client_for(portal, "editor").post("/sign-out/", secure=True)
        assert answer["Clear-Site-Data"] == '"cache", "storage"'

    def test_the_cookies_of_neighbouring_portals_are_left_alone(self, portal, client_for):
        answer = client_for(portal, "editor").post("/sign-out/", secure=True)
        assert "cookies" not in answer["Clear-Site-Data"]

    def test_no_other_answer_says_so(self, portal, client_for):
        browser = client_for(portal, "editor")
        assert "Clear-Site-Data" not in browser.get("/sign-out/", secure=True)
        assert "Clear-Site-Data" not in browser.post("/sign-out/")


def test_the_old_address_of_the_icon_leads_to_the_portals_own(portal, platform_visitor, client_for):
    answer = client_for(portal).get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/brand/icon.svg")
    assert platform_visitor.get("/favicon.ico")["Location"] == "/brand/icon.svg"
