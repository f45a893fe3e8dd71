"""Addresses: pages, sitemap, robots, look and icon carry the portal's own host and name."""

import re
from urllib.parse import urlsplit

import pytest
from django.template import Context, Template
from django.test import Client
from wagtail.models import Page, Site

from cms.page_map import page_map
from tenants.current import portal_context
from tenants.models import Domain, Portal
from tenants.platform import PLATFORM
from tests.isolation.conftest import signed_in


def text(portal, path: str) -> str:
    answer = Client(HTTP_HOST=portal.primary_domain).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def hosts_in(html: str) -> set[str | None]:
    return {urlsplit(url).hostname for url in re.findall(r"https?://[^\s\"'<>]+", html)}


def test_root_paths_are_each_portals_own_however_often_one_switches(north, south):
    for portal in (north, south, north, south):
        with portal_context(portal):
            (root,) = Site.get_site_root_paths()
            assert urlsplit(root.root_url).hostname == portal.primary_domain


def test_the_full_address_of_a_page_is_on_its_portals_host(north, south):
    for portal in (north, south, north):
        with portal_context(portal):
            pages = Page.objects.filter(depth__gt=1).specific()
            addresses = [page.full_url for page in pages]
            assert {urlsplit(url).hostname for url in addresses} == {portal.primary_domain}
            assert len(addresses) > 20


def test_a_new_main_domain_changes_the_own_portals_addresses_alone(north, south):
    for portal in (north, south):
        with portal_context(portal):
            assert Site.get_site_root_paths()
    Domain.objects.filter(tenant=north).update(is_primary=False)
    Domain.objects.create(domain="parents.north.example", tenant=north, is_primary=True)

    for portal, host in ((north, "parents.north.example"), (south, "south.localhost")):
        with portal_context(Portal.objects.get(pk=portal.pk)):
            page = Page.objects.get(url_path="/home/about/").specific
            assert urlsplit(page.full_url).hostname == host
            assert urlsplit(Site.get_site_root_paths()[0].root_url).hostname == host


def test_the_page_map_is_the_portals_own(north, south):
    with portal_context(north):
        page = Page.objects.get(url_path="/home/about/").specific
        page.title = "Only in the north"
        page.save_revision().publish()

    titles = {}
    for portal in (north, south):
        with portal_context(Portal.objects.get(pk=portal.pk)):
            titles[portal.slug] = page_map().by_url["/about/"].title
    assert titles == {"north": "Only in the north", "south": "About us"}


def test_navigation_shows_the_portals_own_pages_and_modules(north, south):
    with portal_context(north):
        page = Page.objects.get(url_path="/home/about/").specific
        page.title = "Only in the north"
        page.save_revision().publish()
    Portal.objects.filter(pk=north.pk).update(modules=[])

    here, there = text(north, "/contact/"), text(south, "/contact/")

    assert "Only in the north" in here
    assert "Only in the north" not in there
    assert 'href="/forum/"' not in here
    assert 'href="/forum/"' in there


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt"])
def test_what_search_engines_read_names_the_portals_own_host(north, south, path):
    for portal in (north, south, north):
        hosts = hosts_in(text(portal, path)) - {"www.sitemaps.org", "www.w3.org"}  # namespaces
        assert hosts == {portal.primary_domain}


def test_a_page_names_no_other_host(north, south):
    for portal in (north, south):
        assert hosts_in(text(portal, "/")) <= {portal.primary_domain}


def test_the_look_is_the_portals_own(north, south):
    Portal.objects.filter(pk=north.pk).update(theme={"brand_colour": "#4a1c6b"})
    Portal.objects.filter(pk=south.pk).update(theme={"brand_colour": "#0b5d1e"})

    looks = {}
    for portal in (north, south):
        page = text(portal, "/")
        (mark,) = set(re.findall(r"/brand/([\w-]+)\.css", page))
        looks[portal.slug] = (mark, text(portal, f"/brand/{mark}.css"))

    assert "#4a1c6b" in looks["north"][1]
    assert "#0b5d1e" in looks["south"][1]
    (north_mark, _), (south_mark, _) = looks["north"], looks["south"]
    host = south.primary_domain
    assert Client(HTTP_HOST=host).get(f"/brand/{north_mark}.css").status_code == 404
    assert north_mark != south_mark


@pytest.mark.parametrize("path", ["/brand/icon.svg", "/brand/emblem.svg"])
def test_the_icon_is_the_portals_own(north, south, path):
    Portal.objects.filter(pk=north.pk).update(short_name="QXN", theme={"brand_colour": "#4a1c6b"})

    for _again in range(2):
        assert "#4a1c6b" in text(north, path)
        assert "#4a1c6b" not in text(south, path)


def test_the_platform_asks_for_no_table_of_portals_when_it_has_no_page(_public):
    assert Client(HTTP_HOST=PLATFORM.primary_domain).get("/no/such/page/").status_code == 404


def test_the_editing_area_names_the_portal(north, south, person_in):
    for portal in (north, south):
        person_in(portal, "portal_administrator")
        page = signed_in(portal).get("/admin/").content.decode()
        other = south if portal is north else north
        assert portal.name in page
        assert other.name not in page


def test_wagtails_own_mails_begin_addresses_with_the_portals_host(north, south):
    for portal in (north, south):
        with portal_context(portal):
            written = Template("{% load wagtailadmin_tags %}{% base_url_setting %}")
            assert written.render(Context()) == portal.url("")
