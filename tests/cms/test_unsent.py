"""A form without its token: nothing is done, nothing is lost, and nobody else's words are shown."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from cms.feedback_views import FeedbackForm
from cms.letter_forms import ComplaintForm
from cms.models import Feedback
from tests.factories.public_forms import opened

WRITTEN = "Nobody rang <b>back</b>."


@pytest.fixture
def visitor(portal):
    portal.contact_email = "help@north.example"
    portal.save()
    return Client(HTTP_HOST=portal.primary_domain, enforce_csrf_checks=True)


@pytest.fixture
def here(portal):
    return f"http://{portal.primary_domain}"


def complaint(**changes):
    typed = {"matter": "complaint", "sender": "parent", "what_happened": WRITTEN}
    return {**typed, **opened(ComplaintForm), **changes}


def read(answer):
    return BeautifulSoup(answer.content.decode(), "html.parser")


def test_what_was_typed_stays_and_is_sent_with_the_next_press(visitor, here):
    address = reverse("complaint_form")
    answer = visitor.post(address, complaint(), headers={"origin": here})

    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    page = read(answer)
    assert page.header
    assert page.select_one("#id_what_happened").get_text().strip() == WRITTEN
    assert WRITTEN not in answer.content.decode()
    assert "Nothing was sent yet" in page.select_one(".govuk-error-summary").get_text()
    assert not mail.outbox

    token = page.find("input", {"name": "csrfmiddlewaretoken"})["value"]
    again = complaint(csrfmiddlewaretoken=token)
    sent = visitor.post(address, again, headers={"origin": here})
    assert sent.status_code == 302
    assert len(mail.outbox) == 1


def test_a_stale_token_is_like_none(visitor, here):
    visitor.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    stale = complaint(csrfmiddlewaretoken="b" * 32)
    answer = visitor.post(reverse("complaint_form"), stale, headers={"origin": here})
    assert read(answer).select_one("#id_what_happened").get_text().strip() == WRITTEN


@pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {}])
def test_what_may_come_from_elsewhere_is_not_shown_as_if_it_were_typed(visitor, headers):
    answer = visitor.post(reverse("complaint_form"), complaint(), headers=headers)
    assert answer.status_code == 403
    page = read(answer)
    assert page.h1.get_text() == "We could not check your form"
    assert page.header
    assert page.footer
    assert "Nobody rang" not in answer.content.decode()


def test_a_form_that_is_not_everybodys_is_never_shown_again(visitor, here):
    typed = {"email": "sam@north.example", "password": "three odd words"}
    answer = visitor.post(reverse("accounts:sign_in"), typed, headers={"origin": here})
    assert answer.status_code == 403
    assert "three odd words" not in answer.content.decode()
    assert read(answer).h1.get_text() == "We could not check your form"


def test_nothing_is_kept_of_a_form_without_its_token(visitor, here):
    typed = {"useful": "yes", "comment": "Fine.", **opened(FeedbackForm)}
    answer = visitor.post(reverse("feedback"), typed, headers={"origin": here})
    assert answer.status_code == 403
    assert read(answer).select_one("#id_comment").get_text().strip() == "Fine."
    assert not Feedback.objects.exists()
