"""Two portals, and one person who has the same key, address and password in both."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.demonstration import PASSWORD
from accounts.models import RoleGrant, User
from accounts.sessions import METHOD, TOTP
from tenants.current import portal_context
from tenants.models import Portal
from tenants.platform import PLATFORM, Platform

Place = Portal | Platform
EVERYWHERE = "same@people.example"
"""The address of the person who is in both portals."""
SAME_KEY = 900_001


def at(place: Place) -> Client:
    """Return the browser of somebody whom the place does not know."""
    return Client(HTTP_HOST=place.primary_domain)


@pytest.fixture
def north(_public: None) -> Portal:
    """The portal whose things are tried elsewhere; `public` is in hand."""
    return Portal.objects.get(slug="north")


@pytest.fixture
def south(_public: None) -> Portal:
    """The portal where they are tried."""
    return Portal.objects.get(slug="south")


@pytest.fixture
def person_in() -> Callable[..., User]:
    """Put the same person into a place: nothing but the schema tells one from another."""
    password = User(password="").password

    def make(place: Place, *roles: str, **changes: object) -> User:
        nonlocal password
        fields = {
            "email": EVERYWHERE,
            "display_name": "Sam Everywhere",
            "uuid": "00000000-0000-4000-8000-000000000001",
            "session_mark": "the-same-mark",
            "email_confirmed_at": timezone.now(),
            **changes,
        }
        with portal_context(place):
            made = User(pk=SAME_KEY, **fields)
            if not password:
                made.set_password(PASSWORD)
                password = made.password
            made.password = password
            made.save(force_insert=True)
            for role in roles:
                RoleGrant.objects.create(user=made, role=role)
            return made

    return make


@pytest.fixture(params=["the other portal", "the platform"])
def elsewhere(request, south: Portal) -> Place:
    """Where things of the northern portal are tried."""
    return south if request.param == "the other portal" else PLATFORM


@pytest.fixture
def people(north: Portal, elsewhere: Place, person_in) -> tuple[User, User]:
    """The same person here and there."""
    return person_in(north), person_in(elsewhere)


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """`with commits():` does what waits for the commit, such as sending mail."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def no_queries() -> Callable[[], object]:
    """`with no_queries():` fails when the database is asked anything."""

    @contextmanager
    def asserted() -> Iterator[None]:
        with CaptureQueriesContext(connection) as queries:
            yield
        asked = [query["sql"] for query in queries if "search_path" not in query["sql"]]
        assert asked == []

    return asserted


def signed_in(place: Place, email: str = EVERYWHERE) -> Client:
    """Return a browser in which somebody signed in by the form of a place, and a second factor."""
    browser = Client(HTTP_HOST=place.primary_domain)
    answer = browser.post("/sign-in/", {"email": email, "password": PASSWORD})
    assert answer.status_code == 302
    with portal_context(place):
        session = browser.session
        session[METHOD] = TOTP
        session.save()
    return browser


def is_nobody(browser: Client, place: Place) -> bool:
    """Whether a place sends a browser to sign in when it asks for the account."""
    answer = browser.get("/account/", HTTP_HOST=place.primary_domain)
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
