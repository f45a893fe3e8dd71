"""Everybody of the northern portal and of the platform, signed in once for each file."""

import pytest
from django.db import connection

from tenants.models import Portal
from tenants.platform import PLATFORM
from tests.permissions.people import everybody


@pytest.fixture(scope="module")
def _open_database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        connection.set_schema_to_public()
        yield
        connection.set_schema_to_public()


@pytest.fixture(scope="module")
def people_of_portal(_open_database):
    """A browser for each kind of person of the northern portal."""
    with everybody(Portal.objects.get(slug="north")) as browsers:
        yield browsers


@pytest.fixture(scope="module")
def people_of_platform(_open_database):
    """A browser for each kind of person of the platform."""
    with everybody(PLATFORM) as browsers:
        yield browsers
