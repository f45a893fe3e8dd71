"""The way of a page to being published: none, one or two steps (C5)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from accounts.models import LedgerEntry, Notification
from cms.editing.approval import STEPS, approval_steps, choose_approval
from cms.models import SectionPage
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.cms.editing.conftest import fields
from tests.conftest import make_portal, person

APPROVE = {"action-name": "approve"}


@pytest.fixture
def author(portal):
    return person(portal, "author")


def send_in(browser, home, **changes):
    """Write a page as its author and send it in; return it."""
    path = f"/admin/pages/add/cms/sectionpage/{home.pk}/"
    answer = browser.post(path, fields(**{"action-submit": "1", **changes}))
    assert answer.status_code == 302, answer.content.decode()[:100]
    return SectionPage.objects.get(slug=changes.get("slug", "trips"))


def act(browser, page, action="approve", comment=""):
    """Do what a button of a page's workflow does."""
    state = page.current_workflow_task_state
    path = f"/admin/pages/workflow/action/{page.pk}/{action}/{state.pk}/"
    return browser.post(path, {"comment": comment})


def shown(client_for, portal, path="/trips/"):
    return client_for(portal).get(path).status_code


def told(somebody, kind):
    return Notification.objects.filter(user=somebody, kind=kind)


class TestSteps:
    def test_one_step_from_an_author_by_an_editor_to_live(
        self, portal, home, steps, author, browser_of, client_for
    ):
        steps(1)
        assert shown(client_for, portal) == 404
        page = send_in(browser_of(author), home)
        assert not page.live
        act(browser_of(person(portal, "editor")), page)
        assert shown(client_for, portal) == 200

    def test_two_steps_take_an_editor_and_then_a_publisher(
        self, portal, home, steps, author, browser_of, client_for
    ):
        steps(2)
        editor, publisher = (browser_of(person(portal, r)) for r in ("editor", "publisher"))
        page = send_in(browser_of(author), home)
        act(editor, page)
        assert shown(client_for, portal) == 404
        act(editor, page)
        assert shown(client_for, portal) == 404
        act(publisher, page)
        assert shown(client_for, portal) == 200

    def test_without_steps_nothing_can_be_sent_in(self, portal, home, steps, author, browser_of):
        steps(0)
        browser = browser_of(author)
        page = send_in(browser, home)
        assert not WorkflowState.objects.exists()
        assert "action-submit" not in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    def test_an_author_passes_nothing_on(self, home, steps, author, browser_of):
        steps(1)
        browser = browser_of(author)
        page = send_in(browser, home)
        act(browser, page)
        assert not Page.objects.get(pk=page.pk).live

    def test_a_page_that_waits_is_locked_to_its_author(self, home, steps, author, browser_of):
        steps(1)
        browser = browser_of(author)
        page = send_in(browser, home)
        browser.post(f"/admin/pages/{page.pk}/edit/", fields(title="Changed meanwhile"))
        assert page.get_latest_revision_as_object().title == "Trips"

    def test_a_page_that_comes_back_is_changed_and_sent_in_again(
        self, portal, home, steps, author, browser_of, client_for
    ):
        steps(1)
        own, editor = browser_of(author), browser_of(person(portal, "editor"))
        page = send_in(own, home)
        act(editor, page, "reject", "Say where we meet.")
        assert told(author, "cms.page_returned").get().text == "Say where we meet."
        path = f"/admin/pages/{page.pk}/edit/"
        own.post(path, fields(title="Trips from the square", **{"action-submit": "1"}))
        act(editor, page)
        assert "Trips from the square" in client_for(portal).get("/trips/").content.decode()


class TestWho:
    def test_an_editor_of_the_section_passes_on_there_and_nowhere_else(
        self, section, elsewhere, steps, author, browser_of, holder
    ):
        steps(1)
        ann = browser_of(holder("editor", section))
        here = send_in(browser_of(author), section, slug="here")
        there = send_in(browser_of(author), elsewhere, slug="there")
        act(ann, there)
        assert not Page.objects.get(pk=there.pk).live
        act(ann, here)
        assert Page.objects.get(pk=here.pk).live

    def test_what_waits_is_listed_for_the_section_alone(
        self, section, elsewhere, steps, author, browser_of, holder
    ):
        steps(1)
        send_in(browser_of(author), section, slug="here", title="Zoo trip")
        send_in(browser_of(author), elsewhere, slug="there", title="Soup day")
        ann = holder("editor", section)
        waiting = TaskState.objects.reviewable_by(ann)
        assert [one.workflow_state.content_object.slug for one in waiting] == ["here"]
        dashboard = browser_of(ann).get("/admin/").content.decode()
        assert "Zoo trip" in dashboard
        assert "Soup day" not in dashboard

    def test_a_role_that_has_ended_passes_nothing_on(
        self, section, steps, author, browser_of, holder
    ):
        steps(1)
        now = timezone.now()
        ann = holder("editor", section, ends_at=now + timedelta(hours=1))
        browser = browser_of(ann)
        page = send_in(browser_of(author), section, slug="here")
        with time_machine.travel(now + timedelta(hours=2)):
            act(browser, page)
        assert not Page.objects.get(pk=page.pk).live

    def test_those_who_can_act_are_told_and_nobody_else(
        self, portal, section, elsewhere, steps, author, browser_of, holder
    ):
        steps(1)
        here, there = holder("editor", section), holder("editor", elsewhere)
        send_in(browser_of(author), section, slug="here", title="Zoo trip")
        assert told(here, "cms.page_waits").get().title == "“Zoo trip” waits for your approval"
        assert told(person(portal, "editor"), "cms.page_waits").exists()
        others = [there, author, person(portal, "member"), person(portal, "portal_administrator")]
        assert not Notification.objects.filter(user__in=others, kind="cms.page_waits").exists()

    def test_the_mail_leads_to_the_page_on_this_portals_host(
        self, portal, home, steps, author, browser_of, mailoutbox
    ):
        steps(1)
        page = send_in(browser_of(author), home, title="Zoo trip")
        told_one = told(person(portal, "editor"), "cms.page_waits").get()
        assert told_one.path == f"/admin/pages/{page.pk}/edit/"

    def test_the_author_is_told_once_it_is_approved(
        self, portal, home, steps, author, browser_of, mailoutbox
    ):
        steps(1)
        page = send_in(browser_of(author), home)
        act(browser_of(person(portal, "editor")), page)
        assert told(author, "cms.page_published").get().title == "“Trips” is approved"
        assert [mail for mail in mailoutbox if "wagtail" in mail.body.lower()] == []


class TestChoosing:
    def test_an_administrator_chooses_and_the_ledger_keeps_it(self, portal, client_for):
        assert approval_steps() == 1
        browser = client_for(portal, "portal_administrator")
        assert browser.post("/admin/approval/", {"steps": "2"}).status_code == 302
        assert approval_steps() == 2
        entry = LedgerEntry.objects.latest("number")
        assert entry.verb == "cms.approval_chosen"
        assert entry.detail["steps"] == 2
        assert entry.detail["before"] == 1

    def test_nobody_else_chooses(self, portal):
        for role in ("author", "editor", "publisher"):
            with pytest.raises(ServiceError):
                choose_approval(actor=person(portal, role), steps=0)
        assert approval_steps() == 1

    def test_another_number_is_refused(self, admin):
        with pytest.raises(ServiceError):
            choose_approval(actor=admin, steps=3)

    @pytest.mark.parametrize("after", STEPS)
    @pytest.mark.parametrize("before", [1, 2])
    def test_a_page_that_waits_goes_on_by_the_steps_it_began_with(
        self, portal, home, admin, steps, author, browser_of, before, after
    ):
        steps(before)
        page = send_in(browser_of(author), home)
        choose_approval(actor=admin, steps=after)
        looks = browser_of(admin).get("/admin/approval/").content.decode()
        assert "1 page waits" in looks
        for role in ("editor", "publisher")[:before]:
            assert not Page.objects.get(pk=page.pk).live
            act(browser_of(person(portal, role)), page)
        assert Page.objects.get(pk=page.pk).live

    def test_each_kind_of_portal_begins_with_what_suits_it(self, _public):
        found = {}
        for kind in ("local_authority", "pru", "school"):
            with portal_context(make_portal(f"new-{kind[:5]}".replace("_", "-"), kind=kind)):
                found[kind] = approval_steps()
        assert found == {"local_authority": 1, "pru": 0, "school": 0}


class TestSaid:
    def test_whoever_approves_is_told_whether_the_page_is_live(
        self, portal, home, steps, author, browser_of
    ):
        steps(2)
        page = send_in(browser_of(author), home)
        said = []
        for role in ("editor", "publisher"):
            sent = {"action-workflow-action": "1", "workflow-action-name": "approve"}
            path = f"/admin/pages/{page.pk}/edit/"
            answer = browser_of(person(portal, role)).post(path, fields(**sent), follow=True)
            said.append("everybody can see it now" in answer.text)
        assert said == [False, True]
