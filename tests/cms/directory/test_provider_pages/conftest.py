"""A service, who provides it, and who edits it."""

import pytest

from tests.cms.directory.changes import provider_of
from tests.conftest import enter
from tests.factories.directory import ServiceFactory


@pytest.fixture
def service(portal):
    return ServiceFactory(name="Stay and play", description="Toys and tea.")


@pytest.fixture
def provider(portal, service, client_for):
    browser = client_for(portal)
    browser.person = provider_of(service.organisation)
    enter(browser, browser.person)
    return browser


@pytest.fixture
def editor(portal, client_for):
    return client_for(portal, "editor")
