"""A portal to bring lists into."""

import pytest

from tests.conftest import person
from tests.factories.directory import OrganisationFactory


@pytest.fixture(autouse=True)
def _here(portal):
    """Lists are brought into the portal in hand."""


@pytest.fixture
def publisher(portal):
    return person(portal, "publisher")


@pytest.fixture
def city():
    return OrganisationFactory(name="City Play")
