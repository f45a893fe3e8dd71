"""Reviews: days, reminders, the list, and "reviewed today" (C5)."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import WorkflowState

from accounts.models import LedgerEntry, Notification
from cms.demonstration import FOLDER
from cms.demonstration.editing import demonstrate_editing
from cms.editing.intervals import later, reminder_due
from cms.editing.reminders import remind
from cms.editing.reviews import mark_reviewed, set_review
from cms.models import PageReview, PolicyPage, PreviewLink, SectionPage
from cms.personal_data import answers_for, forget
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.conftest import person

DUE = date(2027, 3, 31)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


class TestDays:
    def test_a_month_without_that_day_ends_on_its_last(self):
        assert later(date(2027, 1, 31), 1) == date(2027, 2, 28)
        assert later(date(2027, 12, 5), 2) == date(2028, 2, 5)

    @given(day=DAYS, months=st.integers(0, 60))
    def test_months_later_is_never_more_than_those_months(self, day, months):
        found = later(day, months)
        gone = (found.year - day.year) * 12 + found.month - day.month
        assert gone == months
        assert found.day <= day.day

    @pytest.mark.parametrize(
        ("today", "reminded", "expected"),
        [
            (DUE - timedelta(days=29), None, False),
            (DUE - timedelta(days=28), None, True),
            (DUE - timedelta(days=27), DUE - timedelta(days=28), False),
            (DUE, DUE - timedelta(days=28), True),
            (DUE + timedelta(days=1), DUE, False),
            (date(2027, 4, 29), DUE, False),
            (date(2027, 4, 30), DUE, True),
            (date(2027, 5, 30), date(2027, 4, 30), False),
            (date(2027, 5, 31), date(2027, 4, 30), True),
            (DUE + timedelta(days=3), DUE - timedelta(days=28), True),
        ],
    )
    def test_reminders_come_four_weeks_before_on_the_day_and_monthly_after(
        self, today, reminded, expected
    ):
        assert reminder_due(DUE, today, reminded) == expected

    @given(due=DAYS, ahead=st.integers(-400, 400))
    def test_a_reminder_that_went_out_today_is_not_sent_again_today(self, due, ahead):
        today = due + timedelta(days=ahead)
        assert not reminder_due(due, today, today)


@pytest.fixture
def review(section):
    return PageReview.objects.get(page=section.pk)


@pytest.fixture
def quiet(portal):
    """No other page is due for years."""
    PageReview.objects.update(due_on=timezone.localdate() + timedelta(days=4000))


def told(somebody):
    return Notification.objects.filter(user=somebody, kind="cms.review_due")


class TestFirstDay:
    def test_a_page_that_is_published_gets_a_day_by_its_type(self, review):
        assert review.months == 12
        assert review.due_on == later(timezone.localdate(), 12)

    def test_starter_pages_have_days_that_count_from_the_portals_own_beginning(self, portal, home):
        opened = timezone.localdate(portal.created_at)
        assert PageReview.objects.get(page=home.pk).due_on == later(opened, 6)

    def test_a_policy_is_due_when_it_says(self, home):
        policy = PolicyPage(title="Fair play", slug="fair", review_on=date(2027, 1, 9))
        home.add_child(instance=policy)
        policy.save_revision().publish()
        assert PageReview.objects.get(page=policy.pk).due_on == date(2027, 1, 9)
        policy.review_on = date(2028, 1, 9)
        policy.save_revision().publish()
        assert PageReview.objects.get(page=policy.pk).due_on == date(2028, 1, 9)


class TestReminding:
    def test_who_is_named_is_told_once_and_nobody_else(self, portal, quiet, section, review):
        ann = person(portal, "editor")
        PageReview.objects.filter(pk=review.pk).update(due_on=timezone.localdate(), person=ann)
        assert remind() == 1
        assert remind() == 0
        assert told(ann).get().title == "1 page is due for review"
        assert "Trips: by " in told(ann).get().text
        assert Notification.objects.filter(kind="cms.review_due").count() == 1

    def test_without_a_name_those_who_edit_there_are_told(
        self, portal, quiet, section, elsewhere, holder
    ):
        here, there = holder("editor", section), holder("editor", elsewhere)
        PageReview.objects.filter(page=section.pk).update(due_on=timezone.localdate())
        remind()
        assert told(here).exists()
        assert told(person(portal, "editor")).exists()
        assert not told(there).exists()
        assert not told(person(portal, "author")).exists()

    def test_somebody_who_can_edit_no_more_is_passed_over(
        self, portal, quiet, section, elsewhere, holder
    ):
        gone = holder("editor", elsewhere)
        PageReview.objects.filter(page=section.pk).update(due_on=timezone.localdate(), person=gone)
        remind()
        assert not told(gone).exists()
        assert told(person(portal, "editor")).exists()

    def test_many_pages_make_one_mail(self, portal, quiet, section, elsewhere):
        PageReview.objects.filter(page__in=[section.pk, elsewhere.pk]).update(
            due_on=timezone.localdate()
        )
        remind()
        assert told(person(portal, "editor")).get().title == "2 pages are due for review"

    def test_a_draft_reminds_nobody(self, portal, quiet, section):
        PageReview.objects.filter(page=section.pk).update(due_on=timezone.localdate())
        section.unpublish()
        assert remind() == 0

    def test_the_daily_job_reminds_each_portal_of_its_own(self, portal, other_portal, quiet):
        with portal_context(other_portal):
            PageReview.objects.update(due_on=timezone.localdate())
        call_command("keep_pages", verbosity=0)
        with portal_context(other_portal):
            assert Notification.objects.filter(kind="cms.review_due").exists()
        with portal_context(portal):
            assert not Notification.objects.filter(kind="cms.review_due").exists()


class TestReviewed:
    def test_one_press_moves_the_day_and_stands_in_the_ledger(self, portal, section, client_for):
        PageReview.objects.filter(page=section.pk).update(due_on=date(2020, 1, 1), months=6)
        browser = client_for(portal, "editor")
        listed = browser.get("/admin/due-for-review/?when=overdue").content.decode()
        assert "Trips" in listed
        path = f"/admin/pages/{section.pk}/review/"
        browser.post(path, {"reviewed": "list"})
        review = PageReview.objects.get(page=section.pk)
        assert review.due_on == later(timezone.localdate(), 6)
        assert review.reviewed_by == person(portal, "editor")
        assert LedgerEntry.objects.latest("number").verb == "cms.page_reviewed"
        browser.post(path, {"reviewed": "list"})
        assert LedgerEntry.objects.filter(verb="cms.page_reviewed").count() == 1

    def test_an_author_reviews_what_they_began_and_nothing_else(self, portal, section):
        author = person(portal, "author")
        with pytest.raises(ServiceError):
            mark_reviewed(actor=author, page=section)
        section.owner = author
        section.save()
        assert mark_reviewed(actor=author, page=section).reviewed_by == author

    def test_only_somebody_who_edits_the_page_answers_for_it(
        self, portal, admin, section, elsewhere, holder
    ):
        ann = holder("editor", elsewhere)
        terms = {"due_on": DUE, "months": 12, "post": "Team leader"}
        with pytest.raises(ServiceError):
            set_review(actor=admin, page=section, person=ann, **terms)
        assert set_review(actor=admin, page=elsewhere, person=ann, **terms).person == ann

    def test_the_screen_changes_day_interval_and_post(self, portal, section, client_for):
        browser = client_for(portal, "editor")
        path = f"/admin/pages/{section.pk}/review/"
        sent = {"due_on": "2027-03-31", "months": "3", "post": "Team leader", "person": ""}
        assert browser.post(path, sent).status_code == 302
        review = PageReview.objects.get(page=section.pk)
        assert (review.due_on, review.months, review.post) == (DUE, 3, "Team leader")
        assert browser.post(path, sent | {"months": "99"}).status_code == 200


class TestList:
    def test_it_is_of_ones_sections_alone(self, section, elsewhere, holder, browser_of):
        seen = browser_of(holder("editor", section)).get("/admin/due-for-review/")
        assert "Trips" in seen.content.decode()
        assert "Food" not in seen.content.decode()

    def test_it_is_taken_away_as_a_table_that_the_ledger_knows(self, portal, section, client_for):
        answer = client_for(portal, "editor").get("/admin/due-for-review/?export=csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0][0] == "Page"
        assert ["Trips", "/home/trips/"] in [row[:2] for row in rows]
        assert LedgerEntry.objects.latest("number").detail["list"] == "due_for_review"

    def test_a_long_list_goes_on_where_it_stopped(self, portal, home, client_for, asks):
        for number in range(60):
            page = SectionPage(title=f"Page {number:02}", slug=f"page-{number}")
            home.add_child(instance=page)
        call_command("keep_pages", verbosity=0)
        with portal_context(portal):
            browser, seen, path = client_for(portal, "editor"), [], "/admin/due-for-review/"
            while path:
                context = browser.get(path).context
                seen += [row.page_id for row in context["rows"]]
                path = context["more_url"] and "/admin/due-for-review/" + context["more_url"]
            assert len(seen) == len(set(seen)) == PageReview.objects.count()

    def test_it_asks_little(self, portal, section, client_for, django_assert_max_num_queries):
        browser = client_for(portal, "editor")
        browser.get("/admin/due-for-review/")
        with django_assert_max_num_queries(45):
            browser.get("/admin/due-for-review/")

    def test_the_editor_of_a_page_shows_when_it_is_due(self, portal, section, client_for):
        text = client_for(portal, "editor").get(f"/admin/pages/{section.pk}/edit/").content.decode()
        assert "is to be looked at again by" in text


def test_no_clock_but_the_portals_own_counts(portal, section):
    """A minute before midnight in London it is still the same day."""
    with time_machine.travel("2027-07-01T22:59:00+00:00", tick=False):
        assert mark_reviewed(actor=person(portal, "editor"), page=section).reviewed_on == date(
            2027, 7, 1
        )


def test_a_demonstration_shows_reviews_and_a_page_that_waits_once(portal):
    for _time in range(2):
        demonstrate_editing(FOLDER / "plymouth")
    assert PageReview.objects.exclude(post="").count() == 3
    assert WorkflowState.objects.get().requested_by == person(portal, "author")
    assert PreviewLink.objects.count() == 1


def test_who_leaves_is_reminded_of_nothing_and_saw_what_they_answered_for(portal, section):
    ann = person(portal, "editor")
    PageReview.objects.filter(page=section.pk).update(person=ann)
    assert [next(iter(row.values())) for row in answers_for(ann)] == ["Trips"]
    forget(ann)
    assert PageReview.objects.get(page=section.pk).person is None
