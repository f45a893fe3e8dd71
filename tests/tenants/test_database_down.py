"""The database goes away and comes back: a clear page, and no help needed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from tenants.hosts import forget_hosts


@contextmanager
def database_down() -> Iterator[None]:
    """Point the connection at a socket where nobody listens: what a dead server looks like."""
    kept = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.pop("EMBEDDED", None)
    connection.settings_dict["HOST"] = "/nonexistent"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(kept)


@pytest.fixture
def client(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield Client(HTTP_HOST="north.localhost")
        connection.close()
        connection.set_schema_to_public()


def test_down_at_the_start_gives_a_clear_page_and_recovers_by_itself(client):
    forget_hosts()
    with database_down():
        page = client.get("/contact/")
        assert page.status_code == 503
        assert "not available just now" in page.content.decode()
        assert page.headers["Retry-After"]
        assert "no-store" in page.headers["Cache-Control"]
    assert client.get("/contact/").status_code == 200


def test_down_in_the_middle_gives_the_same_page_and_recovers(client):
    assert client.get("/contact/").status_code == 200
    with database_down():
        page = client.get("/search/?q=help")
        assert page.status_code == 503
        assert "not available just now" in page.content.decode()
    assert client.get("/search/?q=help").status_code == 200


def test_kept_pages_still_go_out_while_the_database_is_down(client):
    first = client.get("/about/")
    with database_down():
        page = client.get("/about/")
        assert page.status_code == 200
        assert page.content == first.content


def test_health_tells_process_and_readiness_apart(client):
    assert client.get("/healthz").content == b"ok"
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {"database": "ok", "migrations": "ok", "queue": "ok", "storage": "ok"}
    with database_down():
        assert client.get("/healthz").content == b"ok"
        assert client.get("/readyz").status_code == 503


def test_readiness_names_what_is_behind(client):
    from tenants.models import Portal

    north = Portal.objects.filter(slug="north")
    right = north.get().migrated_to
    try:
        north.update(migrated_to="an older one")
        ready = client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["migrations"] == "1 portals wait for migrations"
    finally:
        connection.set_schema_to_public()
        north.update(migrated_to=right)
