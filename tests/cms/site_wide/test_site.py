"""A–Z, sharing, feed, sitemap, robots, what is not there, redirects (C6)."""

import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from cms.content.files import ContentFile
from cms.content.loader import load_pages
from cms.folding import letter_of
from cms.models import HomePage, SectionPage, SitePage


@pytest.fixture
def visitor(portal, client_for):
    return client_for(portal)


def soup(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def add(title: str, slug: str) -> SitePage:
    return HomePage.objects.first().add_child(instance=SectionPage(title=title, slug=slug))


def test_the_a_to_z_lists_each_page_under_its_letter(visitor):
    add("Zebras", "zebras")
    page = soup(visitor.get("/a-z/", {"letter": "Z"}))
    assert [a["href"] for a in page.select("main ul.govuk-list a")] == ["/zebras/"]
    assert page.find("span", {"aria-current": "page"}).get_text() == "Z"
    assert visitor.get("/a-z/", {"letter": "Q"}).status_code == 404


def test_a_long_letter_goes_on_by_key(visitor, monkeypatch):
    monkeypatch.setattr("cms.a_to_z.ON_A_PAGE", 2)
    for number in range(3):
        add(f"Zebra {number}", f"zebra-{number}")
    first = soup(visitor.get("/a-z/", {"letter": "Z"}))
    second = soup(visitor.get("/a-z/" + first.find("a", rel="next")["href"]))
    assert [a.get_text() for a in second.select("main ul.govuk-list a")] == ["Zebra 2"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"letter": "\0"}, 404), ({"letter": "Z", "after": "Zebra\0:1"}, 200)],
)
def test_an_address_that_the_database_cannot_read_is_no_error(visitor, asked, status):
    add("Zebras", "zebras")
    assert visitor.get("/a-z/", asked).status_code == status


@pytest.mark.parametrize(
    ("title", "language", "letter"),
    [
        ("Llan", "cy", "Ll"),
        ("Llan", "en", "L"),
        ("Ŵyl", "cy", "W"),
        ("“Quoted”", "en", "Q"),
        ("7 steps", "en", "#"),
        ("…", "en", "#"),
    ],
)
def test_titles_stand_under_the_letter_of_their_language(title, language, letter):
    assert letter_of(title, language) == letter


def test_a_page_is_shared_by_a_code_for_its_full_address(visitor, portal):
    page = SitePage.objects.get(slug="contact")
    shown = soup(visitor.get(f"/share/{page.pk}/"))
    assert portal.url("/contact/") in shown.get_text()
    code = visitor.get(f"/share/{page.pk}.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert ET.fromstring(code.content).tag.endswith("svg")
    assert visitor.get("/share/999999/").status_code == 404


def test_an_unpublished_page_is_not_shared(visitor):
    page = SitePage.objects.get(slug="contact").specific
    page.unpublish()
    assert visitor.get(f"/share/{page.pk}.svg").status_code == 404


def test_the_picture_for_other_sites_is_one(visitor):
    picture = visitor.get("/share/picture.png")
    assert picture.content.startswith(b"\x89PNG")


def test_the_feed_holds_the_newest_pages_and_pages_lead_to_it(visitor, portal):
    page = add("Zebras", "zebras").specific
    page.save_revision().publish()
    feed = ET.fromstring(visitor.get("/updates/feed/").content)
    assert feed.find("channel/item/title").text == "Zebras"
    assert feed.find("channel/item/link").text == portal.url("/zebras/")
    head = soup(visitor.get("/contact/")).head
    assert head.find("link", type="application/rss+xml")["href"] == "/updates/feed/"


def test_pages_tell_other_sites_all_that_open_graph_needs(visitor, portal):
    head = soup(visitor.get("/contact/")).head
    said = {tag["property"]: tag["content"] for tag in head.select("meta[property^='og:']")}
    assert {"og:title", "og:type", "og:url", "og:image", "og:site_name", "og:locale"} <= set(said)
    assert said["og:image"] == portal.url("/share/picture.png")


@pytest.fixture
def welsh(bilingual):
    locale = Locale.objects.get_or_create(language_code="cy")[0]
    text = {"summary": "", "body": "", "menu": "none", "order": 1, "fields": {}, "module": ""}
    files = [
        ContentFile(type="home", slug="home", title="Hafan", parent="", **text),
        ContentFile(type="contact", slug="contact", title="Cysylltu", parent="home", **text),
    ]
    return load_pages(files, locale=locale, home="cy")


def test_search_engines_are_told_of_the_same_page_in_each_language(welsh, visitor, portal):
    english, cymraeg = portal.url("/contact/"), portal.url("/cy/contact/")
    head = soup(visitor.get("/cy/contact/")).head
    links = {tag["hreflang"]: tag["href"] for tag in head.find_all("link", hreflang=True)}
    assert links == {"en": english, "cy": cymraeg}
    assert not soup(visitor.get("/about/")).head.find_all("link", hreflang=True)
    listed = visitor.get("/sitemap.xml").content.decode()
    assert f'hreflang="cy" href="{cymraeg}"' in listed
    assert f'hreflang="en" href="{english}"' in listed


def test_robots_leave_alone_what_is_nobodys_to_find(visitor, portal):
    lines = visitor.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /admin/", "Disallow: /search/", "Disallow: /feedback/"} <= set(lines)
    assert f"Sitemap: {portal.url('/sitemap.xml')}" in lines


def test_an_address_that_is_nearly_right_leads_on(visitor):
    answer = visitor.get("/about/stay-imparcial/")
    assert answer.status_code == 404
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select("main li a")[0]["href"] == "/about/stay-impartial/"


def test_redirects_that_lead_in_a_circle_end_as_not_found(visitor):
    for old, new in (("/a", "/b/"), ("/b", "/c/"), ("/c", "/a/"), ("/self", "/self/")):
        Redirect.objects.create(old_path=old, redirect_link=new)
    assert visitor.get("/a/").status_code == 404
    assert visitor.get("/self/").status_code == 404


def test_redirects_that_lead_somewhere_are_followed(visitor):
    Redirect.objects.create(old_path="/old", redirect_link="/older/")
    Redirect.objects.create(old_path="/older", redirect_link="/contact/")
    Redirect.objects.create(old_path="/away", redirect_link="https://elsewhere.example/old/")
    assert visitor.get("/old/")["Location"] == "/older/"
    assert visitor.get("/older/")["Location"] == "/contact/"
    assert visitor.get("/away/")["Location"] == "https://elsewhere.example/old/"


def test_breadcrumbs_lead_to_where_one_is(visitor):
    for path in ("/jargon-buster/", "/a-z/", "/about/stay-impartial/"):
        crumbs = soup(visitor.get(path)).select(".govuk-breadcrumbs__list-item")
        assert crumbs[0].a["href"] == "/"


@pytest.mark.parametrize("start", ["/", "/cy/"])
def test_the_a_to_z_and_the_jargon_buster_are_reached_from_every_page(bilingual, client_for, start):
    page = soup(client_for(bilingual).get(f"{start}a-z/"))
    links = {a["href"]: a for a in page.select("footer nav a")}
    assert {f"{start}a-z/", f"{start}jargon-buster/"} <= set(links)
    assert links[f"{start}a-z/"]["aria-current"] == "page"
