"""Whole pages in the cache: never another portal's, stale exactly where something changed."""

import pytest
from django.test import Client
from wagtail.models import Page

from tenants.content_version import public_content_changed
from tenants.current import portal_context
from tenants.hosts import forget_hosts
from tenants.models import Domain
from tests.isolation.conftest import signed_in

ABOUT = "/about/"


def read(host: str, path: str = ABOUT) -> str:
    answer = Client(HTTP_HOST=host).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def publish(portal, title: str) -> None:
    """Publish the page about the service under another title."""
    with portal_context(portal):
        page = Page.objects.get(url_path="/home/about/").specific
        page.title = title
        page.save_revision().publish()


@pytest.fixture
def warm(north, south):
    """Both portals have the page in the cache."""
    for portal in (north, south):
        read(portal.primary_domain)


def test_a_kept_page_is_the_portals_own(warm, north, south, no_queries):
    with no_queries():
        here, there = read(north.primary_domain), read(south.primary_domain)

    assert "North Parents" in here
    assert "South Parents" not in here
    assert "South Parents" in there
    assert "North Parents" not in there


def test_an_address_that_moves_to_the_other_portal_shows_that_portals_page(north, south):
    moved = Domain.objects.create(domain="moved.example", tenant=north, is_primary=False)
    assert "North Parents" in read("moved.example")
    moved.tenant = south
    moved.save()

    answer = read("moved.example")

    assert "South Parents" in answer
    assert "North Parents" not in answer


def test_publishing_shows_at_once_in_the_own_portal(warm, north):
    publish(north, "Who we are now")

    assert "Who we are now" in read(north.primary_domain)


def test_publishing_leaves_the_other_portals_kept_page(warm, north, south, no_queries):
    publish(north, "Who we are now")
    read(north.primary_domain)
    read(south.primary_domain, "/contact/")  # its host is looked up anew

    with no_queries():
        assert "Who we are now" not in read(south.primary_domain)


@pytest.mark.parametrize("change", ["unpublish", "delete", "move"])
def test_a_page_that_is_taken_away_is_gone_at_once_here_and_stays_there(warm, north, south, change):
    with portal_context(north):
        page = Page.objects.get(url_path="/home/about/")
        if change == "move":
            page.move(Page.objects.get(url_path="/home/contact/"), pos="last-child")
        else:
            getattr(page, change)()

    answer = Client(HTTP_HOST=north.primary_domain).get(ABOUT)
    assert answer.status_code == (301 if change == "move" else 404)
    assert "South Parents" in read(south.primary_domain)


def test_a_change_by_another_process_stales_the_portals_own_pages(warm, north, south, no_queries):
    with portal_context(north):
        Page.objects.filter(url_path="/home/about/").update(title="Quietly changed")
        public_content_changed()
    forget_hosts()
    for portal in (north, south):
        Client(HTTP_HOST=portal.primary_domain).get("/robots.txt")

    with no_queries():
        assert "Quietly changed" not in read(south.primary_domain)
    assert "Quietly changed" in read(north.primary_domain)


def test_a_page_made_for_somebody_is_never_shown_to_another(north, south, person_in):
    person_in(north, "portal_administrator")
    assert "Sign out" in signed_in(north).get(ABOUT).content.decode()

    for host in (north.primary_domain, south.primary_domain):
        assert "Sign out" not in read(host)


def test_every_portal_keeps_its_own_answer_to_the_same_question(north, south):
    for path in ("/search/?q=parents", "/robots.txt", "/sitemap.xml", "/brand/icon.svg"):
        for _again in range(2):
            here, there = read(north.primary_domain, path), read(south.primary_domain, path)
            assert "south" not in here.lower()
            assert "north" not in there.lower()
