"""Who works on one section touches no other, on any screen of the editing area (C5)."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from accounts.models import LedgerEntry
from cms.models import BrokenLink, DeletedPage, LinkCheck, PageReview, PreviewLink, SectionPage
from tests.cms.editing.conftest import fields
from tests.conftest import person

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
    for data in ({"parent": "", "slug": ""}, {"forget": "1"}):
        browser.post(f"/admin/deleted-pages/{row.pk}/", data)
    assert DeletedPage.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_the_same_screens_open_in_ones_own_section(section, holder, browser_of, role):
    browser = browser_of(holder(role, section))
    for path in ("edit", "history", "review", "previews"):
        assert browser.get(f"/admin/pages/{section.pk}/{path}/").status_code == 200
