"""A section with a page, people who work on it, and the forms of the editing area."""

import pytest

from accounts import services
from cms.editing.approval import _choose
from cms.models import HomePage, SectionPage
from cms.sections import section_of
from tests.conftest import enter, person
from tests.factories.accounts import UserFactory

FIELDS = {
    "search_description": "",
    "body-count": "0",
    "seo_title": "",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
    "module": "",
}


def fields(**changes):
    """What a browser sends of a section page's form."""
    return {**FIELDS, "title": "Trips", "slug": "trips", **changes}


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """`with commits():` does what waits for the commit, such as putting a task into the queue."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def home(portal):
    return HomePage.objects.get()


@pytest.fixture
def admin(portal):
    return person(portal, "portal_administrator")


@pytest.fixture
def steps(portal):
    """Choose how many steps a page takes."""
    return _choose


@pytest.fixture
def section(home):
    page = home.add_child(instance=SectionPage(title="Trips", slug="trips"))
    page.save_revision().publish()
    return SectionPage.objects.get(pk=page.pk)


@pytest.fixture
def elsewhere(home):
    page = home.add_child(instance=SectionPage(title="Food", slug="food"))
    page.save_revision().publish()
    return SectionPage.objects.get(pk=page.pk)


@pytest.fixture
def browser_of(portal, client_for):
    """The browser of somebody, signed in."""

    def browser(somebody):
        made = client_for(portal)
        enter(made, somebody)
        return made

    return browser


@pytest.fixture
def holder(admin):
    """Somebody who holds a role for one section alone."""

    def make(role, page, **terms):
        somebody = UserFactory()
        scope = section_of(page)
        services.give_role(actor=admin, person=somebody, role=role, scope=scope, **terms)
        return somebody

    return make
