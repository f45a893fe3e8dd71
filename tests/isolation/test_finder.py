"""Finding services in one portal, with what was made in the other (C8)."""

from uuid import UUID

from bs4 import BeautifulSoup
from django.core import mail

from cms.directory.finder.own_list import COOKIE, in_link, short
from tenants.current import portal_context
from tests.factories.directory import ServiceFactory
from tests.factories.events import EventFactory
from tests.factories.news import NewsItemFactory

KEY = "33333333-3333-4333-8333-333333333333"
FINDER, LIST = "/find-a-service/", "/services/list/"


def names(browser, path, query=None):
    page = BeautifulSoup(browser.get(path, query).content.decode(), "html.parser")
    return [link.get_text() for link in page.main.select(".casement-result__title a")]


def put(browser, portal, key):
    return browser.post(
        f"{LIST}add/",
        {"services": key},
        headers={"Origin": f"http://{portal.primary_domain}"},
    )


def test_each_portal_finds_its_own_services_though_a_process_serves_both(
    portal, other_portal, client_for
):
    here, there = client_for(portal), client_for(other_portal)
    with portal_context(portal):
        ServiceFactory(pk=KEY, name="Northern group")
    assert names(here, FINDER) == ["Northern group"]
    assert names(there, FINDER) == []
    assert there.get(f"/services/{KEY}/").status_code == 404
    with portal_context(other_portal):
        ServiceFactory(pk=KEY, name="Southern group")
    for _again in range(2):
        assert names(here, FINDER, {"q": "group"}) == ["Northern group"]
        assert names(there, FINDER, {"q": "group"}) == ["Southern group"]
        assert "Northern group" in here.get(f"/services/{KEY}/").content.decode()
        assert "Southern group" in there.get(f"/services/{KEY}/").content.decode()


def test_a_list_made_here_is_none_there_though_the_keys_are_the_same(
    portal, other_portal, client_for
):
    here, there = client_for(portal), client_for(other_portal)
    for place, name in ((portal, "Northern group"), (other_portal, "Southern group")):
        with portal_context(place):
            ServiceFactory(pk=KEY, name=name)
    put(here, portal, short(UUID(KEY)))
    assert names(here, LIST) == ["Northern group"]
    there.cookies[COOKIE] = here.cookies[COOKIE].value
    assert names(there, LIST) == []


def test_a_link_to_a_list_shows_each_portals_own_alone(portal, other_portal, client_for):
    with portal_context(portal):
        keys = in_link([ServiceFactory().pk, ServiceFactory().pk])
    query = {"services": keys}
    assert len(names(client_for(portal), f"{LIST}shared/", query)) == 2
    assert names(client_for(other_portal), f"{LIST}shared/", query) == []


def test_a_form_of_one_portal_changes_no_list_in_the_other(portal, other_portal, client_for):
    with portal_context(portal):
        service = ServiceFactory()
    browser = client_for(portal)
    assert put(browser, other_portal, short(service.pk)).status_code == 404
    assert names(browser, LIST) == []
    assert not mail.outbox


def test_services_events_and_news_are_found_in_their_own_portal_alone(
    portal, other_portal, client_for
):
    with portal_context(portal):
        ServiceFactory(name="Zeppelin club")
        EventFactory(title="Zeppelin day")
        NewsItemFactory(title="Zeppelin news")
    here, there = client_for(portal), client_for(other_portal)
    query = {"q": "zeppelin"}
    assert sorted(names(here, "/search/", query)) == [
        "Zeppelin club",
        "Zeppelin day",
        "Zeppelin news",
    ]
    assert names(there, "/search/", query) == []
    assert b"/services/" in here.get("/sitemap.xml").content
    assert b"/services/" not in there.get("/sitemap.xml").content
