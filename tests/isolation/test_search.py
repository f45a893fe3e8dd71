"""Search: the same words in both portals find each portal's own pages."""

import pytest
from django.test import Client
from wagtail.models import Page

from cms.models import HomePage, SectionPage
from cms.search import search_portal
from tenants.current import portal_context
from tenants.models import Portal
from tests.isolation.conftest import SAME_KEY

WORD = "zeppelin"


@pytest.fixture
def pages(north, south):
    """A page about the same thing in both, with the same key; one more in the south alone."""
    for portal in (north, south):
        with portal_context(portal):
            add(f"The {WORD} of {portal.slug}", f"{WORD}-{portal.slug}", pk=SAME_KEY)
    with portal_context(south):
        add(f"Another {WORD}", "another")


def add(title: str, slug: str, **fields: object) -> Page:
    home = HomePage.objects.first()
    page = SectionPage(title=title, slug=slug, search_description=f"About a {WORD}", **fields)
    return home.add_child(instance=page)


def found(portal) -> set[str]:
    with portal_context(Portal.objects.get(pk=portal.pk)):
        return {result.title for result in search_portal(WORD).results}


def test_search_finds_the_portals_own_pages(pages, north, south):
    assert found(north) == {"The zeppelin of north"}
    assert found(south) == {"The zeppelin of south", "Another zeppelin"}


def test_the_page_of_results_shows_the_portals_own(pages, north, south):
    for _again in range(2):
        for portal, other in ((north, south), (south, north)):
            browser = Client(HTTP_HOST=portal.primary_domain)
            answer = browser.get("/search/", {"q": WORD}).content.decode()
            assert f"The zeppelin of {portal.slug}" in answer
            assert f"The zeppelin of {other.slug}" not in answer


def test_a_page_that_goes_is_no_longer_found_here_and_still_there(pages, north, south):
    with portal_context(north):
        Page.objects.get(pk=SAME_KEY).specific.unpublish()

    assert found(north) == set()
    assert "The zeppelin of south" in found(south)
