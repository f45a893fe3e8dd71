"""Each address of a portal, asked for by everybody: the answer is what the declared rule says."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from cms.content_memory import forget_content
from tenants.content_version import public_content_changed
from tenants.models import Portal
from tenants.modules import all_modules
from tenants.platform import PLATFORM
from tests.permissions.addresses import PORTAL_URLS, every_address
from tests.permissions.arguments import ARGUMENTS
from tests.permissions.outcomes import HIDDEN, OPEN, SIGN_IN, outcome, promised
from tests.permissions.people import ALL, NO_ROLE, NOBODY, find, thief_of

# An add-on's page in the editing area is behind Wagtail's door too: test_editing_area.
OURS = [a for a in every_address(PORTAL_URLS) if a.declares and not a.route.startswith("admin/")]
MODULES = {module.slug for module in all_modules()}
OF_MODULES = [a for a in OURS if a.module_slug in MODULES]


def path_of(address, arguments) -> str:
    values = list(arguments.values())
    if address.name == "wagtail_serve":
        return "/" + values[0]
    return reverse(address.name, urlconf=PORTAL_URLS, kwargs=arguments)


def arguments_of(address) -> dict:
    return dict(ARGUMENTS[address.name]()) if address.parameters else {}


@pytest.mark.parametrize("address", OURS, ids=str)
def test_the_answer_is_what_the_rule_says(people_of_portal, portal, address):
    arguments = arguments_of(address)
    forget_content()
    path = path_of(address, arguments)

    said, wanted = {}, {}
    for kind, browser in people_of_portal.items():
        wanted[kind] = promised(address, arguments, portal, find(portal, kind))
        said[kind] = outcome(browser.get(path))

    assert said == wanted


@pytest.mark.parametrize("address", [a for a in OURS if not a.parameters], ids=str)
def test_a_stranger_who_is_asked_to_sign_in_is_sent_back_afterwards(portal, address):
    path = path_of(address, {})
    answer = Client(HTTP_HOST=portal.primary_domain).get(path)
    if outcome(answer) != OPEN:
        assert answer["Location"] == f"/sign-in/?next={quote(path)}"


@pytest.mark.parametrize("address", OF_MODULES, ids=str)
def test_an_address_of_a_module_that_is_off_is_not_found_by_anybody(
    people_of_portal, portal, address
):
    path = path_of(address, arguments_of(address))
    assert OPEN in {outcome(people_of_portal[kind].get(path)) for kind in (NOBODY, ALL)}

    others = [slug for slug in portal.modules if slug != address.module_slug]
    Portal.objects.filter(pk=portal.pk).update(modules=others)
    public_content_changed()

    for browser in people_of_portal.values():
        assert outcome(browser.get(path)) == HIDDEN
    for kind in (NOBODY, NO_ROLE, ALL):
        assert outcome(people_of_portal[kind].post(path)) == HIDDEN


def test_every_module_has_addresses():
    assert {address.module_slug for address in OF_MODULES} == MODULES


def test_nothing_of_a_portal_answers_on_the_platforms_host_to_its_people(people_of_portal):
    path = reverse("accounts:team", urlconf=PORTAL_URLS)
    for browser in people_of_portal.values():
        assert outcome(thief_of(browser, PLATFORM).get(path)) == SIGN_IN
