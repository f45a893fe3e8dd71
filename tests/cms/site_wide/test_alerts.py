"""Alerts: shown from their first minute to their last, on kept pages too (C6)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import LedgerEntry
from cms.models import Alert, SitePage
from cms.services import end_alerts
from tenants.errors import ServiceError
from tests.conftest import person
from tests.factories.cms import AlertFactory, TermFactory

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIST = "/admin/registers/cms/alert/"
BANNER = "casement-alert"


@pytest.fixture
def clock(portal, settings):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def shows(portal, client_for):
    browser = client_for(portal)
    return lambda path="/contact/": BANNER in browser.get(path).content.decode()


def test_it_begins_and_ends_at_its_very_moment_though_pages_are_kept(clock, shows):
    AlertFactory(starts_at=NOON + 5 * MINUTE, ends_at=NOON + 10 * MINUTE)
    assert not shows()

    clock.move_to(NOON + 5 * MINUTE - timedelta(milliseconds=1))
    assert not shows()
    clock.move_to(NOON + 5 * MINUTE)
    assert shows()
    clock.move_to(NOON + 10 * MINUTE - timedelta(milliseconds=1))
    assert shows()
    clock.move_to(NOON + 10 * MINUTE)
    assert not shows()


def test_between_its_moments_pages_are_kept(clock, shows, asks):
    AlertFactory(starts_at=NOON, ends_at=NOON + 60 * MINUTE)
    shows()
    clock.shift(30 * MINUTE)

    with asks(0):
        assert shows()


def test_a_browser_that_has_the_page_is_told_of_the_change(clock, portal, client_for):
    AlertFactory(starts_at=NOON + MINUTE)
    browser = client_for(portal)
    etag = browser.get("/contact/").headers["ETag"]
    assert browser.get("/contact/", headers={"If-None-Match": etag}).status_code == 304

    clock.shift(MINUTE)

    assert browser.get("/contact/", headers={"If-None-Match": etag}).status_code == 200


def test_a_new_alert_and_one_that_is_taken_down_show_at_once(clock, shows):
    assert not shows()
    alert = AlertFactory()
    assert shows()
    alert.delete()
    assert not shows()


def test_a_sections_alert_shows_there_and_below_alone(clock, shows):
    AlertFactory(section=SitePage.objects.get(slug="about"))

    assert shows("/about/")
    assert shows("/about/stay-impartial/")
    assert not shows("/contact/")
    assert not shows("/")


def test_the_gravest_stands_first_and_says_its_kind_in_words(clock, portal, client_for):
    AlertFactory(title="For your information")
    AlertFactory(title="Danger", grade=Alert.Grade.EMERGENCY, text="Call 999.")

    page = client_for(portal).get("/contact/").content.decode()

    assert page.index("Emergency:") < page.index("Information:")
    assert "casement-alert--urgent" in page


def test_nobody_elsewhere_sees_it(clock, portal, other_portal, client_for):
    AlertFactory()

    assert BANNER not in client_for(other_portal).get("/contact/").content.decode()


def test_an_end_before_the_start_is_refused(clock):
    with pytest.raises(IntegrityError, match="alert_ends_after_it_starts"):
        AlertFactory(ends_at=NOON - MINUTE)


def test_a_publisher_puts_one_up_looks_at_it_first_and_ends_it(portal, client_for, shows):
    publisher = client_for(portal, "publisher")
    typed = {"title": "Closed today", "grade": 2, "starts_at": "2026-03-02 12:00"}
    typed |= {"text": "", "title_cy": "", "text_cy": "", "ends_at": "", "more": "", "section": ""}

    publisher.post(f"{LIST}preview/", typed)
    looked = publisher.get(f"{LIST}preview/").content.decode()
    assert "Closed today" in looked
    assert not shows()
    publisher.post(f"{LIST}add/", typed)
    assert shows()

    ids = f"id={Alert.objects.get().pk}"
    publisher.post(reverse("wagtail_bulk_action", args=["cms", "alert", "end"]) + f"?{ids}")

    assert not shows()
    assert LedgerEntry.objects.order_by("-number").first().verb == "cms.alerts_ended"


def test_who_may_not_publish_ends_nothing(portal, shows):
    alert = AlertFactory()
    with pytest.raises(ServiceError):
        end_alerts(actor=person(portal, "editor"), keys=[alert.pk])
    assert shows()


def test_english_words_on_a_welsh_page_say_that_they_are(bilingual, client_for):
    AlertFactory(title="We are closed", text="Until Monday.")
    AlertFactory(title="Snow", text="Stay in.", title_cy="Eira", text_cy="Arhoswch.")
    page = BeautifulSoup(client_for(bilingual).get("/cy/contact/").content, "html.parser")
    marked = {each.get_text() for each in page.select(".casement-alert [lang=en]")}
    assert marked == {"We are closed", "Until Monday."}
    assert "Eira" in page.get_text()
    english = BeautifulSoup(client_for(bilingual).get("/contact/").content, "html.parser")
    assert not english.select(".casement-alert [lang]")


SAID = "not whole in Welsh"


def sent(**changes):
    return {"grade": "1", "title": "We are closed", "starts_at": "2026-03-02 12:00"} | changes


def test_whoever_saves_an_alert_without_welsh_is_told_and_it_is_listed(bilingual, client_for):
    publisher = client_for(bilingual, "publisher")
    assert SAID in publisher.post(f"{LIST}add/", sent(), follow=True).text
    missing = publisher.get("/admin/missing-translations/").text
    assert "Alert: We are closed" in missing
    whole = sent(title="Snow", title_cy="Eira")
    assert SAID not in publisher.post(f"{LIST}add/", whole, follow=True).text
    assert "Snow" not in publisher.get("/admin/missing-translations/").text


def test_a_term_without_welsh_is_listed(bilingual, client_for):
    TermFactory(name="quango")
    listed = client_for(bilingual, "editor").get("/admin/missing-translations/").text
    assert "Term: quango" in listed


def test_a_portal_without_welsh_is_asked_for_none_and_keeps_what_there_was(portal, client_for):
    alert = AlertFactory(title_cy="Ar gau")
    publisher = client_for(portal, "publisher")
    assert "title_cy" not in publisher.get(f"{LIST}add/").text
    answer = publisher.post(f"{LIST}edit/{alert.pk}/", sent(title="Still closed"), follow=True)
    assert SAID not in answer.text
    alert.refresh_from_db()
    assert (alert.title, alert.title_cy) == ("Still closed", "Ar gau")
