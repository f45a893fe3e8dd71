"""Was this page useful? Asked on kept pages without a cookie, kept without a name (C6)."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cms.feedback_views import FeedbackForm
from cms.models import Feedback
from cms.services import answer_feedback
from tenants.errors import ServiceError
from tests.conftest import person
from tests.factories.cms import FeedbackFactory
from tests.factories.public_forms import opened

ASK = "/feedback/?page=/contact/&useful=no"
LIST = "/admin/registers/cms/feedback/"


@pytest.fixture
def visitor(portal, client_for):
    return client_for(portal)


def send(browser, path=ASK, ago=timedelta(minutes=1), **typed):
    return browser.post(path, {**opened(FeedbackForm, ago), "comment": "", **typed})


def test_every_page_asks_by_links_and_sets_no_cookie(visitor):
    answer = visitor.get("/contact/")
    page = BeautifulSoup(answer.content, "html.parser")
    assert [a["href"] for a in page.select("a[href^='/feedback/']")] == [
        "/feedback/?page=%2Fcontact%2F&useful=yes",
        "/feedback/?page=%2Fcontact%2F&useful=no",
    ]
    assert not answer.cookies


def test_an_answer_is_kept_with_its_page_and_without_its_sender(visitor):
    form = BeautifulSoup(visitor.get(ASK).content, "html.parser")
    assert form.find("input", {"name": "useful", "value": "no"}).has_attr("checked")

    answer = send(visitor, useful="no", comment="Too long.")

    assert answer["Location"] == "/feedback/thank-you/?page=%2Fcontact%2F"
    assert "Thank you" in visitor.get(answer["Location"]).content.decode()
    row = Feedback.objects.get()
    assert (row.path, row.is_useful, row.comment) == ("/contact/", False, "Too long.")
    assert row.title == "Contact us"
    assert {field.name for field in Feedback._meta.fields} == {
        *("id", "path", "title", "language", "is_useful", "comment", "made_at"),
        *("answered_at", "answered_by"),
    }


def test_what_is_refused_is_said_and_nothing_typed_is_lost(visitor):
    page = send(visitor, comment="My words").content.decode()
    assert "Choose yes or no." in page
    assert "My words" in page
    assert not Feedback.objects.exists()


def test_a_program_that_sends_at_once_is_refused(visitor):
    with time_machine.travel(timezone.now(), tick=False):
        send(visitor, useful="yes", ago=timedelta(0))
    send(visitor, useful="yes", website="https://spam.example")
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example", "/\\evil.example", "x", "/" + "a" * 300]
)
def test_the_way_back_never_leads_elsewhere(visitor, path):
    page = visitor.get("/feedback/thank-you/", {"page": path}).content.decode()
    assert "evil.example" not in page
    assert 'href="/"' in page


def test_the_page_of_the_form_is_kept_nowhere(visitor):
    assert "no-store" in visitor.get(ASK)["Cache-Control"]


def test_an_editor_deals_with_answers_and_takes_it_back(portal, client_for):
    editor = client_for(portal, "editor")
    rows = [FeedbackFactory(comment="Unclear"), FeedbackFactory()]
    ids = "&".join(f"id={row.pk}" for row in rows)

    editor.post(reverse("wagtail_bulk_action", args=["cms", "feedback", "answered"]) + f"?{ids}")

    assert set(Feedback.objects.values_list("answered_by__email", flat=True)) == {
        person(portal, "editor").email
    }
    editor.post(reverse("wagtail_bulk_action", args=["cms", "feedback", "reopened"]) + f"?{ids}")
    assert Feedback.objects.filter(answered_at=None, answered_by=None).count() == 2


def test_answers_are_filtered_and_taken_away(portal, client_for):
    editor = client_for(portal, "editor")
    FeedbackFactory(comment="Good words")
    FeedbackFactory(comment="Bad words", is_useful=False)
    table = editor.get(LIST, {"export": "csv", "is_useful": "false"}).content.decode()
    assert "Bad words" in table
    assert "Good words" not in table


def test_answers_are_read_by_those_who_edit_alone_and_changed_by_nobody(portal, client_for):
    row = FeedbackFactory()
    with pytest.raises(ServiceError):
        answer_feedback(actor=person(portal, "author"), keys=[row.pk])
    assert client_for(portal, "author").get(LIST).status_code in {302, 403}
    editor = client_for(portal, "editor")
    editor.post(f"{LIST}edit/{row.pk}/", {"comment": "Changed"})
    assert Feedback.objects.get().comment == ""


def test_answers_stay_in_their_portal(visitor, other_portal, in_portal):
    send(visitor, useful="yes")
    assert Feedback.objects.count() == 1
    with in_portal(other_portal):
        assert not Feedback.objects.exists()


def test_no_reader_gets_a_cookie_from_the_thanks(visitor):
    answer = visitor.get("/feedback/thank-you/?page=/contact/")
    assert settings.CSRF_COOKIE_NAME not in answer.cookies


def test_a_question_is_said_once_to_be_optional(visitor):
    page = BeautifulSoup(visitor.get(ASK).content, "html.parser")
    assert page.select_one("label[for=id_comment]").get_text().count("(optional)") == 1
