"""What Wagtail brings for editing, tried on the real screens: drafts, autosave, comments, versions,
locks (C5)."""

import pytest
from wagtail.models import Comment, Page, Revision

from tests.cms.editing.conftest import fields
from tests.conftest import person


@pytest.fixture
def editor(portal, client_for):
    return client_for(portal, "editor")


def edit(page):
    return f"/admin/pages/{page.pk}/edit/"


def newest(page):
    """The newest version of a page, whatever the test remembers of it."""
    return Page.objects.get(pk=page.pk).get_latest_revision()


def comment(text="Is this right?", **more):
    first = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-text": text,
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-deleted": "",
        "comments-0-resolved": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0",
        "comments-0-replies-MAX_NUM_FORMS": "",
    }
    return {**first, **more}


def test_a_draft_stands_beside_the_live_page(portal, section, editor, client_for):
    editor.post(edit(section), fields(title="Trips by bus"))
    assert newest(section).as_object().title == "Trips by bus"
    assert b"Trips by bus" not in client_for(portal).get("/trips/").content


def test_the_editor_saves_by_itself_into_one_version(section, editor):
    """Autosave sends the form as JSON requests, and names the version that it may write over."""
    shown = editor.get(edit(section)).content.decode()
    assert "w-autosave" in shown
    headers = {"headers": {"Accept": "application/json"}}
    first = editor.post(edit(section), fields(title="Trips by b"), **headers).json()
    assert first["success"]
    again = fields(title="Trips by bus", overwrite_revision_id=str(first["revision_id"]))
    second = editor.post(edit(section), again, **headers).json()
    assert second["revision_id"] == first["revision_id"]
    assert newest(section).as_object().title == "Trips by bus"


def test_comments_are_on_and_those_who_wrote_before_are_mailed_from_the_portal(
    portal, section, editor, client_for, mailoutbox
):
    publisher = client_for(portal, "publisher")
    assert 'data-contentpath="title"' in editor.get(edit(section)).content.decode()
    editor.post(edit(section), fields(**comment(), comment_notifications="on"))
    assert Comment.objects.get(page=section.pk).text == "Is this right?"
    written = Comment.objects.get()
    reply = {
        "comments-INITIAL_FORMS": "1",
        "comments-0-id": str(written.pk),
        "comments-0-replies-TOTAL_FORMS": "1",
        "comments-0-replies-0-id": "",
        "comments-0-replies-0-text": "Yes, it is.",
    }
    publisher.post(edit(section), fields(**comment(**reply)))
    mail = next(mail for mail in mailoutbox if "Yes, it is." in mail.body)
    assert mail.to == [person(portal, "editor").email]
    assert portal.url(edit(section)) in mail.body


def test_two_versions_are_compared_and_an_old_one_is_restored(section, editor):
    old = newest(section)
    editor.post(edit(section), fields(title="Trips by bus"))
    new = newest(section)
    compared = editor.get(f"/admin/pages/{section.pk}/revisions/compare/{old.pk}...{new.pk}/")
    assert '<span class="addition"> by bus</span>' in compared.content.decode()
    assert editor.get(f"/admin/pages/{section.pk}/revisions/{old.pk}/revert/").status_code == 200
    editor.post(edit(section), fields(title="Trips", revision=str(old.pk)))
    assert newest(section).as_object().title == "Trips"
    assert Revision.objects.for_instance(section).count() == 3


def test_a_locked_page_is_changed_by_nobody_else(portal, section, editor, client_for):
    boss = client_for(portal, "portal_administrator")
    assert boss.post(f"/admin/pages/{section.pk}/lock/").status_code == 302
    editor.post(edit(section), fields(title="Changed all the same"))
    assert newest(section).as_object().title == "Trips"
    assert boss.post(f"/admin/pages/{section.pk}/unlock/").status_code == 302
    editor.post(edit(section), fields(title="Changed now"))
    assert newest(section).as_object().title == "Changed now"


def test_an_editor_locks_nothing(section, editor):
    editor.post(f"/admin/pages/{section.pk}/lock/")
    assert not Page.objects.get(pk=section.pk).locked
