"""Pages and documents for groups: whoever holds the role now reads them, nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.models import HomePage, SectionPage
from tests.conftest import enter
from tests.factories.accounts import RoleGrantFactory, UserFactory


@pytest.fixture
def editors_page(portal):
    page = HomePage.objects.get().add_child(instance=SectionPage(title="Drafts", slug="drafts"))
    restrict(PageViewRestriction(page=page))
    return page


@pytest.fixture
def editors_paper(portal):
    collection = Collection.get_first_root_node().add_child(name="Drafts")
    restrict(CollectionViewRestriction(collection=collection))
    file = ContentFile(b"words", name="draft.txt")
    return Document.objects.create(title="Draft", file=file, collection=collection)


def restrict(restriction):
    restriction.restriction_type = "groups"
    restriction.save()
    restriction.groups.add(Group.objects.get(name="editor"))


@pytest.fixture
def ann(portal):
    return UserFactory()


@pytest.fixture
def browser(portal, client_for, ann):
    signed_in = client_for(portal)
    enter(signed_in, ann)
    return signed_in


@pytest.fixture(params=["page", "document"])
def path(request, editors_page, editors_paper):
    return {"page": "/drafts/", "document": editors_paper.url}[request.param]


def status(browser, path):
    answer = browser.get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)  # to the end, so that the file is closed
    return answer.status_code


def test_who_is_signed_in_without_the_role_is_refused(browser, path):
    assert status(browser, path) == 403


def test_a_visitor_is_asked_to_sign_in(portal, client_for, path):
    assert client_for(portal).get(path).headers["Location"] == f"/sign-in/?next={path}"


def test_a_role_that_begins_by_the_clock_opens_it_in_an_open_session(browser, ann, path):
    now = timezone.now()
    RoleGrantFactory(user=ann, role="editor", starts_at=now + timedelta(hours=1))
    assert status(browser, path) == 403
    with time_machine.travel(now + timedelta(hours=2)):
        assert status(browser, path) == 200


def test_a_role_that_ends_by_the_clock_closes_it_in_an_open_session(browser, ann, path):
    now = timezone.now()
    RoleGrantFactory(user=ann, role="editor", ends_at=now + timedelta(hours=1))
    assert status(browser, path) == 200
    with time_machine.travel(now + timedelta(hours=2)):
        assert status(browser, path) == 403


def queries_for(browser, path, django_assert_max_num_queries):
    browser.get(path)
    with django_assert_max_num_queries(100) as asked:
        browser.get(path)
    return [query["sql"] for query in asked.captured_queries]


def test_pages_for_all_and_visitors_ask_for_no_group(
    portal, client_for, browser, editors_page, django_assert_max_num_queries
):
    open_page = HomePage.objects.get().add_child(instance=SectionPage(title="All", slug="all"))
    asked = queries_for(browser, open_page.url_path[len("/home") :], django_assert_max_num_queries)
    assert asked  # the session and its person
    assert not [sql for sql in asked if "groups" in sql]
    nobody = client_for(portal)
    asked = queries_for(nobody, "/drafts/", django_assert_max_num_queries)
    assert not [sql for sql in asked if "accounts_" in sql or "session" in sql]
