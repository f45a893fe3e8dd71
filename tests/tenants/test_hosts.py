"""Which portal a host leads to."""

import time

import pytest
from django.db import connection
from django.test import Client

from config import settings as config_settings
from tenants.models import Domain, Portal
from tenants.services import close_portal, resume_portal, suspend_portal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "host",
    ["north.localhost", "NORTH.localhost", "north.localhost:8000", "north.localhost."],
)
def test_a_host_leads_to_its_portal_however_it_is_written(portal, host):
    page = Client(HTTP_HOST=host).get("/")
    assert page.status_code == 200
    assert "North Parents" in page.content.decode()


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "nobody.localhost", "north.localhost.evil.example", "localhost.x"],
)
def test_an_unknown_host_gets_a_plain_404_that_names_no_portal(portal, host):
    page = Client(HTTP_HOST=host).get("/")
    assert page.status_code == 404
    assert "North" not in page.content.decode()
    assert "South" not in page.content.decode()


@pytest.mark.parametrize("host", ["bad host", "a/b", "under_score.localhost", "x" * 300])
def test_a_malformed_host_gets_the_same_404(portal, host):
    assert Client(HTTP_HOST=host).get("/").status_code == 404


def test_a_forwarded_host_is_not_believed(portal):
    page = Client(HTTP_HOST="north.localhost").get("/", HTTP_X_FORWARDED_HOST="south.localhost")
    assert "South Parents" not in page.content.decode()


def test_a_suspended_portal_answers_503_with_its_message_and_comes_back(portal):
    connection.set_schema_to_public()
    suspend_portal(actor=None, portal=portal, message="Back on Monday")
    page = Client(HTTP_HOST="north.localhost").get("/")
    assert page.status_code == 503
    assert "Back on Monday" in page.content.decode()
    connection.set_schema_to_public()
    resume_portal(actor=None, portal=portal)
    assert Client(HTTP_HOST="north.localhost").get("/").status_code == 200


def test_the_message_of_a_suspended_portal_keeps_its_lines_and_is_text(portal):
    connection.set_schema_to_public()
    suspend_portal(actor=None, portal=portal, message="Back on Monday.\r\nCall <us> meanwhile.")
    page = Client(HTTP_HOST="north.localhost").get("/").content.decode()
    assert "Back on Monday.<br>Call &lt;us&gt; meanwhile." in page


def test_a_warm_request_asks_nothing_about_the_portal(portal, django_assert_num_queries):
    client = Client(HTTP_HOST="north.localhost")
    client.get("/about/")
    with django_assert_num_queries(0):
        assert client.get("/about/").status_code == 200


def test_a_change_by_another_process_is_seen_within_two_seconds(portal, monkeypatch, settings):
    settings.HOST_MEMORY_SECONDS = config_settings.HOST_MEMORY_SECONDS
    client = Client(HTTP_HOST="north.localhost")
    client.get("/about/")
    # Another process writes without this one's receivers.
    Portal.objects.filter(pk=portal.pk).update(status=Portal.Status.SUSPENDED)
    assert client.get("/about/").status_code == 200
    clock = time.monotonic
    monkeypatch.setattr("tenants.hosts.time.monotonic", lambda: clock() + 2)
    assert client.get("/about/").status_code == 503


def test_a_new_domain_answers_at_once(portal):
    assert Client(HTTP_HOST="parents.example.org").get("/").status_code == 404
    Domain.objects.create(domain="parents.example.org", tenant=portal, is_primary=False)
    assert Client(HTTP_HOST="parents.example.org").get("/").status_code == 200


def test_a_portal_being_set_up_is_open_to_its_team_alone(portal, client_for):
    Portal.objects.filter(pk=portal.pk).update(status=Portal.Status.SETTING_UP)
    visitor = client_for(portal)
    for path in ("/", "/about/", "/search/?q=x", "/forum/"):
        page = visitor.get(path)
        assert page.status_code == 503, path
        assert "opens soon" in page.content.decode()
    assert visitor.get("/sign-in/").status_code == 200
    assert client_for(portal, "editor").get("/").status_code == 200
    connection.set_schema_to_public()
    resume_portal(actor=None, portal=portal)
    assert visitor.get("/").status_code == 200


def test_a_closed_portal_answers_410(portal, client_for):
    connection.set_schema_to_public()
    close_portal(actor=None, portal=portal)
    assert client_for(portal).get("/").status_code == 410
