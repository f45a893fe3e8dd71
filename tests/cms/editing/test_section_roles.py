"""Who works on one section touches no other, on any screen of the editing area (C5)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from accounts.models import LedgerEntry, User
from cms.approvers import edited_by
from cms.models import (
    BrokenLink,
    DeletedPage,
    HomePage,
    LinkCheck,
    PageReview,
    PreviewLink,
    SectionPage,
)
from cms.rules import can_edit_page
from tests.cms.editing.conftest import fields
from tests.conftest import person
from tests.factories.accounts import UserFactory

OF_A_PAGE = (
    "/admin/pages/{}/edit/",
    "/admin/pages/{}/delete/",
    "/admin/pages/{}/unpublish/",
    "/admin/pages/{}/move/",
    "/admin/pages/{}/copy/",
    "/admin/pages/{}/history/",
    "/admin/pages/{}/review/",
    "/admin/pages/{}/previews/",
    "/admin/pages/{}/lock/",
    "/admin/pages/add/cms/sectionpage/{}/",
)
LISTS = ("/admin/due-for-review/", "/admin/broken-links/", "/admin/deleted-pages/")
ROLES = ("author", "editor", "publisher")


@pytest.fixture
def theirs(portal, elsewhere):
    """A page of the section next door, with all that the lists can show of it."""
    page = elsewhere.add_child(instance=SectionPage(title="Soup day", slug="soup"))
    page.save_revision().publish()
    check = LinkCheck.objects.create(finished_at=timezone.now())
    BrokenLink.objects.create(link_check=check, page=page, target="/nowhere/", reason="not_found")
    DeletedPage.objects.create(
        title="Soup day of old",
        address="/home/food/old/",
        parent_key=elsewhere.pk,
        parent_title="Food",
        pages=1,
        was_live=False,
        deleted_by=person(portal, "editor"),
        archive={"rows": [], "pointers": []},
    )
    return page


def state(page):
    """All that somebody could have changed."""
    return (
        list(Page.objects.order_by("path").values("pk", "title", "live", "path", "locked")),
        Page.objects.get(pk=page.pk).latest_revision_id,
        list(PageReview.objects.filter(page=page.pk).values()),
        PreviewLink.objects.count(),
        DeletedPage.objects.count(),
        LedgerEntry.objects.exclude(verb__startswith="accounts.").count(),
    )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", OF_A_PAGE)
def test_no_screen_of_a_page_next_door_opens_or_obeys(
    section, theirs, holder, browser_of, role, path
):
    browser, before = browser_of(holder(role, section)), state(theirs)
    asked = browser.get(path.format(theirs.pk))
    assert asked.status_code in {302, 403, 405}
    assert asked.headers.get("Location", "/admin/") == "/admin/"
    sent = {"reviewed": "1", "days": "7", "action-publish": "1", "slug": "x", "title": "x"}
    browser.post(path.format(theirs.pk), fields(**sent))
    assert state(theirs) == before


@pytest.mark.parametrize("role", ROLES)
def test_no_list_shows_what_is_next_door(section, theirs, holder, browser_of, role):
    browser = browser_of(holder(role, section))
    for path in LISTS:
        for query in ("", "?export=csv"):
            answer = browser.get(path + query)
            assert answer.status_code == 200
            assert "Soup day" not in answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_nothing_next_door_is_restored(section, theirs, holder, browser_of, role):
    row = DeletedPage.objects.get()
    browser = browser_of(holder(role, section))
    for path in ("", "forget/"):
        browser.post(f"/admin/deleted-pages/{row.pk}/{path}", {"parent": "", "slug": ""})
    assert DeletedPage.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_the_same_screens_open_in_ones_own_section(section, holder, browser_of, role):
    browser = browser_of(holder(role, section))
    for path in ("edit", "history", "review", "previews"):
        assert browser.get(f"/admin/pages/{section.pk}/{path}/").status_code == 200


@pytest.mark.parametrize("role", [*ROLES, "portal_administrator", "member"])
@pytest.mark.parametrize("limited", [True, False])
def test_a_list_knows_what_somebody_edits_as_the_rule_does_with_few_queries(
    portal, section, theirs, holder, role, limited, django_assert_max_num_queries
):
    for_section = limited and role in ROLES
    somebody = holder(role, section) if for_section else UserFactory(roles=[role])
    begun = [
        above.add_child(instance=SectionPage(title="Own", slug="own", owner=somebody))
        for above in (section, theirs)
    ]
    pages = [section, theirs, *begun, HomePage.objects.get()]
    somebody = User.objects.get(pk=somebody.pk)
    with django_assert_max_num_queries(6):  # each with its search path
        found = edited_by(somebody, pages)
    assert found == {page.pk for page in pages if can_edit_page(somebody, page)}


def test_a_longer_list_of_what_is_due_takes_no_more_queries(portal, section, holder, browser_of):
    editor = browser_of(holder("editor", section))

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert "Reviewed today" in editor.get("/admin/due-for-review/").text
        return len(asked)

    queries()  # what is remembered of content is read once
    few = queries()
    for number in range(9):
        page = section.add_child(instance=SectionPage(title=f"{number}", slug=f"trip-{number}"))
        page.save_revision().publish()
    queries()
    assert queries() <= few
