"""Whose role needs a second factor, and who has not passed it, sees its enrolment alone (A4)."""

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.roles import CASEWORK_ROLES, TWO_FACTOR_ROLES
from tenants.current import portal_context
from tenants.platform import PLATFORM
from tests.conftest import enter, person
from tests.factories.accounts import UserFactory
from tests.permissions.addresses import PLATFORM_URLS, PORTAL_URLS, every_address
from tests.permissions.arguments import ARGUMENTS

SETTING_UP = "/account/two-step/"
OPEN = {
    *("accounts:two_factor", "accounts:app_new", "accounts:passkey_new"),
    *("accounts:passkey_begin_adding", "accounts:passkey_complete_adding"),
    *("accounts:prove", "accounts:prove_recovery", "accounts:lost_device"),
    *("accounts:second_step", "accounts:second_step_recovery"),
    *("accounts:passkey_begin_proving", "accounts:passkey_complete_proving"),
    *("accounts:sign_out", "accounts:signed_out"),
    # For whoever reads the mail: to confirm another address, or to say that it was not them.
    *("accounts:email_change_confirm", "accounts:email_change_stop"),
    *("brand_css", "brand_icon", "brand_emblem", "favicon"),
    *("healthz", "readyz", "csp_report"),
}
"""What else opens: signing out, what pages are made of, and what says nothing of anybody."""


def addresses(urls):
    return [
        address
        for address in every_address(urls)
        if address.name not in OPEN and (not address.parameters or address.name in ARGUMENTS)
    ]


def answers(browser, urls):
    """Yield each address and where somebody is sent who asks for it, by GET and by POST."""
    for address in addresses(urls):
        arguments = dict(ARGUMENTS[address.name]()) if address.parameters else {}
        try:
            path = reverse(address.name, urlconf=urls, kwargs=arguments)
        except Exception:  # an address of Wagtail's without a name of its own
            continue
        for answer in (browser.get(path), browser.post(path)):
            yield address.name, answer.status_code, answer.get("Location", "")


@pytest.mark.parametrize("role", sorted(CASEWORK_ROLES))
def test_without_a_device_every_address_leads_to_its_enrolment(portal, role):
    somebody = UserFactory(roles=[role])
    browser = Client(HTTP_HOST=portal.primary_domain)
    enter(browser, somebody, "password")

    strays = [
        (name, status, place)
        for name, status, place in answers(browser, PORTAL_URLS)
        if (status, place) != (302, SETTING_UP)
    ]

    assert {name for name, *_rest in strays} == set()
    assert browser.get(SETTING_UP).status_code == 200
    assert browser.get("/sign-out/").status_code == 200


def test_the_console_too(_public):
    with portal_context(PLATFORM):
        somebody = UserFactory(roles=["operator"])
        browser = Client(HTTP_HOST=PLATFORM.primary_domain)
        enter(browser, somebody, "password")
        found = list(answers(browser, PLATFORM_URLS))

    assert found
    assert {name for name, *rest in found if rest != [302, SETTING_UP]} == set()


@pytest.mark.parametrize("role", sorted(TWO_FACTOR_ROLES - {"operator"}))
def test_with_a_device_every_page_asks_for_it(portal, role):
    somebody = person(portal, role)
    assert TOTPDevice.objects.filter(user=somebody, confirmed=True).exists()
    browser = Client(HTTP_HOST=portal.primary_domain)
    enter(browser, somebody, "password")

    for path in ("/", "/account/", "/admin/", "/team/", "/search/?q=help", "/casework/"):
        assert browser.get(path).url.startswith("/prove/?next="), path


def test_other_people_are_not_held_back(portal, client_for):
    assert client_for(portal, "editor").get("/account/").status_code == 200
    assert client_for(portal).get("/").status_code == 200
