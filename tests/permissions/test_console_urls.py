"""Each address of the operator's host: for operators, for others there, for people of portals."""

import pytest
from django.urls import reverse

from tenants.current import portal_context
from tenants.platform import PLATFORM
from tests.permissions.addresses import PLATFORM_URLS, every_address
from tests.permissions.arguments import ARGUMENTS
from tests.permissions.outcomes import OPEN, SIGN_IN, outcome, promised
from tests.permissions.people import ALL, NOBODY, find, thief_of

OURS = [address for address in every_address(PLATFORM_URLS) if address.declares]
CONSOLE = [address for address in OURS if address.module_slug == "console"]


@pytest.fixture
def there(_public):
    """On the platform, inside the test's transaction."""
    with portal_context(PLATFORM):
        yield


def tried(address) -> tuple[str, dict]:
    """Return a path and the arguments it was made of."""
    arguments = dict(ARGUMENTS[address.name]()) if address.parameters else {}
    return reverse(address.name, urlconf=PLATFORM_URLS, kwargs=arguments), arguments


@pytest.mark.parametrize("address", OURS, ids=str)
def test_the_answer_is_what_the_rule_says(people_of_platform, there, address):
    path, arguments = tried(address)

    said, wanted = {}, {}
    for kind, browser in people_of_platform.items():
        wanted[kind] = promised(address, arguments, PLATFORM, find(PLATFORM, kind))
        said[kind] = outcome(browser.get(path))

    assert said == wanted


@pytest.mark.parametrize("address", CONSOLE, ids=str)
def test_people_of_portals_are_strangers_in_the_console(people_of_portal, there, address):
    path, _arguments = tried(address)

    for kind in (NOBODY, "portal_administrator", ALL):
        visitor = thief_of(people_of_portal[kind], PLATFORM)
        assert outcome(visitor.get(path)) == SIGN_IN, kind


@pytest.mark.parametrize("address", CONSOLE, ids=str)
def test_the_console_is_not_on_the_portals_hosts(people_of_platform, portal, address):
    path, _arguments = tried(address)
    if path == "/":
        return  # a portal's own first page

    operator = thief_of(people_of_platform["operator"], portal)
    assert operator.get(path).status_code == 404


def test_an_operator_opens_every_screen_of_the_console(people_of_platform, there):
    for address in CONSOLE:
        assert outcome(people_of_platform["operator"].get(tried(address)[0])) == OPEN
