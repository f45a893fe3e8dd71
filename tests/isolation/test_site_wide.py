"""Terms, alerts, answers and codes: each portal has its own, also with the same keys."""

import pytest
from django.test import Client

from cms.models import Feedback, HomePage, Term
from tenants.current import portal_context
from tests.factories.cms import AlertFactory, FeedbackFactory, TermFactory
from tests.isolation.conftest import SAME_KEY, signed_in


@pytest.fixture
def both(north, south):
    """The same keys in both portals, with words of each."""
    for portal in (north, south):
        with portal_context(portal):
            Term.objects.all().delete()
            TermFactory(pk=SAME_KEY, name="quorum", explanation=f"Meant in the {portal.slug}.")
            AlertFactory(pk=SAME_KEY, title=f"Closed in the {portal.slug}")
            FeedbackFactory(pk=SAME_KEY, comment=f"Said in the {portal.slug}")


def test_a_process_that_served_one_portal_shows_the_others_own(both, north, south):
    for _again in range(2):
        for portal, other in ((north, south), (south, north)):
            page = Client(HTTP_HOST=portal.primary_domain).get("/jargon-buster/").content.decode()
            assert f"Meant in the {portal.slug}." in page
            assert f"Closed in the {portal.slug}" in page
            assert f"in the {other.slug}" not in page


def test_an_alert_that_ends_here_stays_there(both, north, south):
    Client(HTTP_HOST=south.primary_domain).get("/contact/")
    with portal_context(north):
        AlertFactory._meta.model.objects.all().delete()

    here = Client(HTTP_HOST=north.primary_domain).get("/contact/").content.decode()
    there = Client(HTTP_HOST=south.primary_domain).get("/contact/").content.decode()

    assert "Closed in the" not in here
    assert "Closed in the south" in there


def test_registers_show_and_export_the_portals_own(both, north, south, person_in):
    for portal in (north, south):
        person_in(portal, "editor")
    for portal, other in ((north, south), (south, north)):
        browser = signed_in(portal)
        for query in ({}, {"export": "csv"}):
            shown = browser.get("/admin/registers/cms/feedback/", query).content.decode()
            assert f"Said in the {portal.slug}" in shown
            assert f"Said in the {other.slug}" not in shown


def test_codes_lead_to_the_portal_that_drew_them(north, south):
    with portal_context(north):
        pk = HomePage.objects.first().pk
    codes = [
        Client(HTTP_HOST=portal.primary_domain).get(f"/share/{pk}.svg").content
        for portal in (north, south)
    ]
    assert codes[0] != codes[1]


def test_an_answer_is_deleted_in_one_portal_alone(both, north, south):
    with portal_context(north):
        Feedback.objects.all().delete()
    with portal_context(south):
        assert Feedback.objects.filter(pk=SAME_KEY).exists()
