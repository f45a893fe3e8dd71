"""Fixtures of the whole suite: two portals made once, a transaction for each test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from accounts.demonstration import make_people
from accounts.models import User
from accounts.roles import ROLES, TWO_FACTOR_ROLES
from accounts.sessions import METHOD, PASSWORD, TOTP
from cms.content_memory import forget_content
from tenants.current import portal_context
from tenants.hosts import forget_hosts
from tenants.models import Portal
from tenants.platform import PLATFORM, Platform
from tenants.provisioning.details import PortalDetails
from tenants.services import create_portal
from tests.database import drop_copy, use_fresh_copy
from tests.scheduling import scheduler

pytest_xdist_make_scheduler = scheduler
ROLES_HERE = {role.slug: "" for role in ROLES.values() if not role.platform_only}


def make_portal(slug: str, **changes: object) -> Portal:
    """Make a portal for a test."""
    details = PortalDetails(
        **{"slug": slug, "name": f"{slug.title()} Parents", "kind": "local_authority", **changes}
    )
    return create_portal(actor=None, details=details)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> Iterator[None]:
    """Two portals with the same primary keys and the same people, in a database of our own."""
    with django_db_blocker.unblock():
        name = use_fresh_copy()
        for slug in ("north", "south"):
            portal = make_portal(slug, localities=["East", "West"], schools=["Hill School"])
            make_people(portal, ROLES_HERE)
        make_people(PLATFORM, {"operator": "Operator"})
        connection.set_schema_to_public()
        DBTaskResult.objects.all().delete()
    yield
    with django_db_blocker.unblock():
        drop_copy(name)


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    """What a process remembers, or a test uploads, must not outlive the test."""
    _forget()
    yield
    _forget()
    for left in Path(settings.MEDIA_ROOT).iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _forget() -> None:
    connection.set_schema_to_public()
    forget_hosts()
    forget_content()
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def _public(db: None) -> Iterator[None]:
    connection.set_schema_to_public()
    yield
    connection.set_schema_to_public()


@pytest.fixture
def other_portal(_public: None) -> Portal:
    """The portal next door."""
    return Portal.objects.get(slug="south")


@pytest.fixture
def portal(_public: None) -> Iterator[Portal]:
    """The portal in hand."""
    found = Portal.objects.get(slug="north")
    with portal_context(found):
        yield found
    connection.set_schema_to_public()


@pytest.fixture
def bilingual(portal: Portal) -> Portal:
    """The portal in hand, in English and Welsh."""
    portal.languages = ["en", "cy"]
    Portal.objects.filter(pk=portal.pk).update(languages=portal.languages, content_version=2**40)
    portal.content_version = 2**40
    return portal


@pytest.fixture
def in_portal() -> Callable[[Portal], AbstractContextManager[None]]:
    """Step into a portal."""
    return portal_context


@pytest.fixture
def asks() -> Callable[[int], AbstractContextManager[None]]:
    """`with asks(2):` fails unless the database is asked that often; choosing a schema is free."""

    @contextmanager
    def counted(number: int) -> Iterator[None]:
        with CaptureQueriesContext(connection) as queries:
            yield
        asked = [query["sql"] for query in queries if "search_path" not in query["sql"]]
        assert len(asked) == number, asked

    return counted


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """A browser of nobody, or of the person of a role, at a portal's own host."""

    def client(portal: Portal | Platform, role: str = "") -> Client:
        browser = Client(HTTP_HOST=portal.primary_domain)
        if role:
            with portal_context(portal):
                enter(browser, person(portal, role))
        return browser

    return client


def enter(browser: Client, user: User, method: str = "") -> None:
    """Sign somebody in, with a second factor where their roles take one, or in the way named."""
    browser.force_login(user)
    session = browser.session
    session[METHOD] = method or (TOTP if user.roles_anywhere & TWO_FACTOR_ROLES else PASSWORD)
    session.save()


def person(portal: Portal | Platform, role: str) -> User:
    """Return the person of a role in a portal made for the suite."""
    with portal_context(portal):
        return User.objects.get(email=f"{role}@{portal.slug or 'casement'}.example")


@pytest.fixture
def platform_visitor(_public: None, client_for: Callable[..., Client]) -> Client:
    """Nobody, at the platform's own host."""
    return client_for(PLATFORM)


@pytest.fixture
def platform_client(_public: None, client_for: Callable[..., Client]) -> Client:
    """An operator, at the platform's own host."""
    return client_for(PLATFORM, "operator")


@pytest.fixture
def committed_portal(
    django_db_setup: None, django_db_blocker: object
) -> Iterator[Callable[..., Portal]]:
    """Make portals outside any transaction, for tests with threads; gone afterwards."""
    made: list[Portal] = []
    with django_db_blocker.unblock():
        connection.set_schema_to_public()

        def make(slug: str, **changes: object) -> Portal:
            made.append(make_portal(slug, **changes))
            return made[-1]

        yield make
        connection.set_schema_to_public()
        for portal in Portal.objects.filter(pk__in=[one.pk for one in made]):
            portal.delete(force_drop=True)
        DBTaskResult.objects.all().delete()
