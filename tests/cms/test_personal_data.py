"""What the pages hold about those who write them."""

import pytest
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Comment, Page
from wagtail.users.models import UserProfile

from accounts import services
from accounts.demonstration import PASSWORD
from cms.models import HomePage, SectionPage
from tests.conftest import person


@pytest.fixture
def editor(portal):
    return person(portal, "editor")


@pytest.fixture
def page(editor):
    """A page that the editor wrote, published, commented on and locked."""
    made = SectionPage(title="Written by Edith", slug="written", owner=editor)
    HomePage.objects.first().add_child(instance=made)
    made.save_revision(user=editor, log_action=True).publish()
    Comment.objects.create(
        page=made, user=editor, text="Is this right?", contentpath="title", position=""
    )
    Page.objects.filter(pk=made.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())
    return made


def test_pages_versions_comments_and_acts_are_in_the_copy(editor, page):
    text = str(services.see_my_data(actor=editor))
    assert text.count("Written by Edith") >= 3
    assert "Is this right?" in text


def test_those_of_others_are_not(portal, page):
    text = str(services.see_my_data(actor=person(portal, "author")))
    assert "Written by Edith" not in text
    assert "Is this right?" not in text


class TestForgetting:
    @pytest.fixture(autouse=True)
    def _gone(self, editor, page):
        UserProfile.objects.create(user=editor, preferred_language="en")
        services.leave(actor=editor, password=PASSWORD)

    def test_pages_stay_and_are_shown_and_edited(self, portal, page, client_for):
        assert "Written by Edith" in client_for(portal).get("/written/").content.decode()
        boss = client_for(portal, "portal_administrator")
        for path in ("edit", "history"):
            answer = boss.get(f"/admin/pages/{page.pk}/{path}/")
            assert answer.status_code == 200
            assert "editor@north.example" not in answer.content.decode()
        assert boss.get("/admin/reports/site-history/").status_code == 200
        assert boss.get("/admin/").status_code == 200

    def test_comments_stay_under_the_name_of_a_former_member(self, page):
        comment = Comment.objects.get(page=page)
        assert comment.text == "Is this right?"
        assert str(comment.user) == "A former member"

    def test_locks_and_preferences_go(self, editor, page):
        page.refresh_from_db()
        assert not page.locked
        assert page.locked_by is None
        assert not UserProfile.objects.filter(user=editor).exists()
        assert not EditingSession.objects.filter(user=editor).exists()
