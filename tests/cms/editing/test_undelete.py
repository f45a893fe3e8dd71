"""Deleted pages come back whole within thirty days, and are nowhere meanwhile (C5)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, Page, PageLogEntry, PageViewRestriction, Revision

from accounts.models import LedgerEntry
from cms.editing.undelete import forget_old_pages, forget_page, restorable_by, restore_page
from cms.models import Alert, DeletedPage, PageReview, PreviewLink, SearchDocument, SectionPage
from cms.rules import can_restore_page
from tenants.errors import ServiceError
from tests.conftest import person

WHERE = "/admin/deleted-pages/"


@pytest.fixture
def below(section):
    page = section.add_child(instance=SectionPage(title="Beach", slug="beach"))
    page.title = "Beach day"
    page.save_revision().publish()
    return SectionPage.objects.get(pk=page.pk)


def delete(browser, page):
    assert browser.post(f"/admin/pages/{page.pk}/delete/").status_code == 302
    assert not Page.objects.filter(pk=page.pk).exists()
    return DeletedPage.objects.latest("pk")


@pytest.fixture
def boss(portal, client_for):
    return client_for(portal, "portal_administrator")


class TestComingBack:
    def test_a_page_comes_back_with_all_below_it_and_is_public_at_once(
        self, portal, boss, section, below, client_for
    ):
        visitor = client_for(portal)
        before = visitor.get("/trips/beach/").content
        row = delete(boss, section)
        assert (row.pages, row.was_live) == (2, True)
        assert visitor.get("/trips/beach/").status_code == 404
        answer = boss.post(f"{WHERE}{row.pk}/", {"parent": "", "slug": ""})
        assert answer.status_code == 302
        assert visitor.get("/trips/beach/").content == before
        assert Page.find_problems() == ([], [], [], [], [])
        assert not DeletedPage.objects.exists()

    def test_keys_versions_and_history_are_the_same(self, boss, admin, section, below):
        versions = list(
            Revision.objects.for_instance(below).order_by("pk").values("pk", "content", "user")
        )
        entries = PageLogEntry.objects.filter(page=below.pk).count()
        restore_page(actor=admin, deleted=delete(boss, section))
        page = SectionPage.objects.get(slug="beach")
        assert page.pk == below.pk
        assert page.latest_revision_id == below.latest_revision_id
        assert page.translation_key == below.translation_key
        kept = Revision.objects.for_instance(page).order_by("pk").values("pk", "content", "user")
        assert list(kept) == versions
        assert PageLogEntry.objects.filter(page=below.pk).count() >= entries

    def test_what_hangs_on_a_page_comes_back(self, portal, boss, admin, section):
        revision = section.save_revision(user=admin)
        Comment.objects.create(
            page=section,
            user=admin,
            text="Look here",
            contentpath="title",
            revision_created=revision,
        )
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        Redirect.add_redirect("/old-trips", section)
        alert = Alert.objects.create(title="Wet", starts_at=timezone.now(), section=section)
        PageReview.objects.filter(page=section.pk).update(post="Team leader")
        restore_page(actor=admin, deleted=delete(boss, section))
        assert Comment.objects.get(page=section.pk).text == "Look here"
        assert PageViewRestriction.objects.get(page=section.pk).restriction_type == "login"
        assert Redirect.objects.get(old_path="/old-trips").redirect_page_id == section.pk
        assert Alert.objects.get(pk=alert.pk).section_id == section.pk
        assert PageReview.objects.get(page=section.pk).post == "Team leader"

    def test_its_place_among_its_sisters_is_the_old_one(self, boss, admin, home, section):
        order = list(home.get_children().values_list("pk", flat=True))
        middle = Page.objects.get(pk=order[2])
        restore_page(actor=admin, deleted=delete(boss, middle))
        assert list(home.get_children().values_list("pk", flat=True)) == order
        first = Page.objects.get(pk=order[0])
        restore_page(actor=admin, deleted=delete(boss, first))
        assert list(home.get_children().values_list("pk", flat=True)) == order

    def test_links_to_it_lead_there_again(self, portal, boss, admin, home, section, client_for):
        text = f'<p><a linktype="page" id="{section.pk}">See the trips</a></p>'
        page = SectionPage(title="Links", slug="links", body=[("text", text)])
        home.add_child(instance=page)
        row = delete(boss, section)
        assert b'href="/trips/">See' not in client_for(portal).get("/links/").content
        restore_page(actor=admin, deleted=row)
        assert b'href="/trips/">See' in client_for(portal).get("/links/").content

    def test_a_draft_stays_a_draft(self, portal, boss, admin, section, below, client_for):
        below.unpublish()
        restore_page(actor=admin, deleted=delete(boss, section))
        assert client_for(portal).get("/trips/").status_code == 200
        assert client_for(portal).get("/trips/beach/").status_code == 404

    def test_many_pages_deleted_at_once_come_back_one_by_one(
        self, boss, admin, section, elsewhere, below
    ):
        path = f"/admin/bulk/wagtailcore/page/delete/?id={section.pk}&id={elsewhere.pk}"
        assert boss.post(path).status_code == 302
        assert {row.title: row.pages for row in DeletedPage.objects.all()} == {
            "Trips": 2,
            "Food": 1,
        }
        for row in DeletedPage.objects.all():
            restore_page(actor=admin, deleted=row)
        assert Page.objects.filter(slug__in=["trips", "food", "beach"]).count() == 3
        assert Page.find_problems() == ([], [], [], [], [])

    def test_one_below_that_was_deleted_before_comes_back_after_its_parent(
        self, boss, admin, section, below
    ):
        inner = delete(boss, below)
        outer = delete(boss, section)
        with pytest.raises(ServiceError) as refused:
            restore_page(actor=admin, deleted=inner)
        assert "is gone" in refused.value.messages["parent"]
        restore_page(actor=admin, deleted=outer)
        restore_page(actor=admin, deleted=inner)
        assert SectionPage.objects.get(pk=below.pk).url_path == below.url_path

    def test_where_its_parent_is_gone_it_goes_elsewhere(
        self, portal, boss, admin, section, below, elsewhere, client_for
    ):
        inner = delete(boss, below)
        delete(boss, section)
        shown = boss.post(f"{WHERE}{inner.pk}/", {"parent": "", "slug": ""}).content.decode()
        assert "is gone. Choose another page" in shown
        boss.post(f"{WHERE}{inner.pk}/", {"parent": elsewhere.pk, "slug": ""})
        assert client_for(portal).get("/food/beach/").status_code == 200
        assert SearchDocument.objects.get(key=str(below.pk)).url == ""

    def test_an_address_that_is_taken_is_said_and_another_asked_for(
        self, portal, boss, admin, home, section, client_for
    ):
        row = delete(boss, section)
        home.add_child(instance=SectionPage(title="New trips", slug="trips"))
        shown = boss.post(f"{WHERE}{row.pk}/", {"parent": "", "slug": ""}).content.decode()
        assert "is taken by another page" in shown
        boss.post(f"{WHERE}{row.pk}/", {"parent": "", "slug": "old-trips"})
        assert b"Trips" in client_for(portal).get("/old-trips/").content

    def test_an_address_that_leads_elsewhere_by_now_keeps_leading_there(
        self, boss, admin, section, elsewhere
    ):
        Redirect.add_redirect("/outings", section)
        row = delete(boss, section)
        Redirect.add_redirect("/outings", elsewhere)
        restore_page(actor=admin, deleted=row)
        assert Redirect.objects.get(old_path="/outings").redirect_page_id == elsewhere.pk

    def test_a_person_who_has_gone_meanwhile_is_left_out(self, boss, admin, portal, section):
        author = person(portal, "author")
        section.owner = author
        section.save_revision(user=author)
        section.save()
        row = delete(boss, section)
        author.delete()
        restore_page(actor=admin, deleted=row)
        assert SectionPage.objects.get(pk=section.pk).owner is None

    def test_twice_is_refused(self, boss, admin, section):
        row = delete(boss, section)
        restore_page(actor=admin, deleted=row)
        with pytest.raises(ServiceError):
            restore_page(actor=admin, deleted=row)


class TestMeanwhile:
    def test_it_is_nowhere(self, portal, boss, section, client_for):
        delete(boss, section)
        visitor = client_for(portal)
        for path in ("/sitemap.xml", "/", "/a-z/", "/search/?q=trips"):
            assert b"/trips/" not in visitor.get(path).content
        for path in ("/admin/pages/search/results/?q=Trips", "/admin/choose-page/search/?q=Trips"):
            assert f"/pages/{section.pk}/" not in boss.get(path).content.decode()
        assert not SearchDocument.objects.filter(title="Trips").exists()

    def test_links_to_its_draft_are_dead_and_stay_so(self, boss, admin, section):
        PreviewLink.objects.create(page=section, ends_at=timezone.now() + timedelta(days=3))
        restore_page(actor=admin, deleted=delete(boss, section))
        assert not PreviewLink.objects.exists()

    def test_after_thirty_days_it_is_forgotten(self, boss, admin, section):
        row = delete(boss, section)
        with time_machine.travel(timezone.now() + timedelta(days=29, hours=23)):
            assert forget_old_pages() == 0
        with time_machine.travel(timezone.now() + timedelta(days=30, hours=1)):
            assert forget_old_pages() == 1
        assert not DeletedPage.objects.filter(pk=row.pk).exists()

    def test_only_administrators_forget_before_that(self, portal, boss, admin, section):
        row = delete(boss, section)
        for role in ("author", "editor", "publisher"):
            with pytest.raises(ServiceError):
                forget_page(actor=person(portal, role), deleted=row)
        boss.post(f"{WHERE}{row.pk}/", {"parent": "", "slug": "", "forget": "1"})
        row = delete(boss, Page.objects.get(pk=section.pk))
        question = f"{WHERE}{row.pk}/forget/"
        assert question in boss.get(f"{WHERE}{row.pk}/").text
        assert f"<li>{section.title}</li>" in boss.get(question).text
        assert DeletedPage.objects.exists()
        boss.post(question)
        assert not DeletedPage.objects.exists()
        assert LedgerEntry.objects.latest("number").verb == "cms.page_forgotten"

    def test_the_ledger_knows_who_deleted_and_who_restored(self, boss, admin, section):
        row = delete(boss, section)
        restore_page(actor=admin, deleted=row)
        verbs = list(LedgerEntry.objects.order_by("-number").values_list("verb", flat=True)[:3])
        assert {"cms.page_restored", "cms.page_deleted"} <= set(verbs)


class TestWho:
    @pytest.mark.parametrize("live", [True, False])
    @pytest.mark.parametrize("role", ["author", "editor", "publisher", "portal_administrator"])
    def test_the_list_and_the_rule_say_the_same(
        self, portal, boss, section, below, elsewhere, role, live, holder
    ):
        if not live:
            below.unpublish()
        row = delete(boss, below)
        everywhere = person(portal, role)
        people = [everywhere]
        if role != "portal_administrator":
            people += [holder(role, section), holder(role, elsewhere)]
        listed = [restorable_by(one).filter(pk=row.pk).exists() for one in people]
        assert listed == [can_restore_page(one, row) for one in people]
        assert listed[0] == (
            role in {"publisher", "portal_administrator"} or (role == "editor" and not live)
        )
        assert not any(listed[2:])

    def test_an_author_gets_their_own_draft_back_and_no_other(self, portal, home, browser_of):
        author = person(portal, "author")
        own = home.add_child(
            instance=SectionPage(title="Mine", slug="mine", live=False, owner=author)
        )
        row = delete(browser_of(author), own)
        assert restorable_by(author).count() == 1
        DeletedPage.objects.update(deleted_by=person(portal, "editor"))
        assert restorable_by(author).count() == 0
        row.refresh_from_db()
        with pytest.raises(ServiceError):
            restore_page(actor=author, deleted=row)

    def test_a_publisher_does_not_put_it_where_they_may_not_write(
        self, portal, boss, section, below, elsewhere, holder
    ):
        row = delete(boss, below)
        with pytest.raises(ServiceError):
            restore_page(actor=holder("publisher", section), deleted=row, parent=elsewhere)

    def test_what_no_person_deletes_is_not_kept(self, section):
        section.delete()
        assert not DeletedPage.objects.exists()
