"""Stopping mails by their links: with one click, without signing in, and how to undo it."""

import pytest
from django.test import Client

from accounts.models import Delivery, NotificationChoice
from accounts.notifications import choices_for, notify, set_choices
from accounts.notifications.at_once import mail_waiting
from accounts.notifications.unsubscribing import DIGESTS, unsubscribe_url
from tenants.errors import ServiceError
from tests.accounts.test_notifications.conftest import NEWS, PAPER, QUIET, REPLY, parsed

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def stranger(portal):
    """A mail program: no cookies, and Django's check of forms is on."""
    return Client(HTTP_HOST=portal.primary_domain, enforce_csrf_checks=True)


def path(nia, kind=NEWS.slug):
    return "/" + unsubscribe_url(nia, kind).split("/", 3)[3]


def delivery(nia, kind=NEWS):
    return choices_for(nia)[kind]


def test_one_click_stops_a_kind(wire, nia, stranger, ledger_since):
    notify(nia, NEWS.slug, title="News")
    mail_waiting()
    link = str(parsed()["List-Unsubscribe"]).strip(" <>")

    answer = stranger.post("/" + link.split("/", 3)[3], ONE_CLICK)

    assert answer.status_code == 200
    assert not answer.cookies
    assert delivery(nia) == Delivery.NEVER
    assert delivery(nia, REPLY) == Delivery.DAILY
    assert ledger_since()[-1] == "accounts.notifications_chosen"


def test_looking_at_the_link_stops_nothing(nia, stranger):
    answer = stranger.get(path(nia))
    assert "Stop these e-mails" in answer.content.decode()
    assert "News of the service" in answer.content.decode()
    assert not answer.cookies
    assert delivery(nia) == Delivery.NOW


def test_the_button_stops_and_says_what_and_how_to_undo_it(nia, stranger):
    answer = stranger.post(path(nia), follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain
    assert "These e-mails have stopped" in page
    assert "News of the service" in page
    assert 'href="/account/notifications/"' in page
    assert delivery(nia) == Delivery.NEVER


def test_a_second_click_is_no_error(nia, stranger, ledger_since):
    for _ in range(2):
        assert stranger.post(path(nia), ONE_CLICK).status_code == 200
    assert ledger_since().count("accounts.notifications_chosen") == 1
    page = stranger.get(path(nia)).content.decode()
    assert '<h1 class="govuk-heading-l">You get none of these e-mails</h1>' in page
    assert "Stop these e-mails" not in page


def test_the_link_of_a_digest_stops_all_that_is_collected_and_nothing_else(nia, stranger):
    stranger.post(path(nia, DIGESTS), ONE_CLICK)

    assert delivery(nia, REPLY) == delivery(nia, PAPER) == Delivery.NEVER
    assert delivery(nia, NEWS) == Delivery.NOW


def test_a_stopped_kind_is_still_told_in_the_portal(wire, nia, stranger):
    stranger.post(path(nia), ONE_CLICK)
    notify(nia, NEWS.slug, title="News")
    assert nia.notifications.count() == 1
    assert mail_waiting() == 0


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["x", "WyJhIl0:1:x", "."])
def test_a_link_that_is_not_ours_is_refused(nia, stranger, method, token):
    answer = getattr(stranger, method)(f"/unsubscribe/{token}/")
    assert answer.status_code in (404, 410)


def test_an_altered_link_is_refused(nia, stranger):
    altered = path(nia)[:-3] + "xx/"
    assert stranger.post(altered, ONE_CLICK).status_code == 410
    assert delivery(nia) == Delivery.NOW


def test_a_link_of_a_closed_account_is_refused(nia, stranger):
    nia.is_active = False
    nia.save()
    assert stranger.post(path(nia), ONE_CLICK).status_code == 410


class TestChoosing:
    """On one's own page."""

    def test_choices_are_kept_and_recorded_once(self, nia, ledger_since):
        for _ in range(2):
            set_choices(actor=nia, choices={NEWS.slug: "weekly", REPLY.slug: "daily"})

        assert (delivery(nia), delivery(nia, REPLY)) == ("weekly", "daily")
        assert NotificationChoice.objects.get().kind == NEWS.slug
        assert ledger_since() == ["accounts.notifications_chosen"]

    @pytest.mark.parametrize(
        "wrong", [{NEWS.slug: "hourly"}, {QUIET.slug: "now"}, {"no.such": "now"}]
    )
    def test_what_cannot_be_chosen_is_refused(self, nia, wrong):
        with pytest.raises(ServiceError) as refused:
            set_choices(actor=nia, choices=wrong)
        assert list(refused.value.messages) == list(wrong)

    def test_kinds_of_modules_that_are_off_are_not_offered(self, portal, nia):
        portal.modules = ["forum"]
        offered = {kind.slug for kind in choices_for(nia)}
        assert REPLY.slug in offered
        assert PAPER.slug not in offered
        assert QUIET.slug not in offered
