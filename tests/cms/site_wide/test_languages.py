"""What is about the whole site, in a portal of two languages."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import Locale

from cms.content_memory import forget_content
from cms.models import Alert, SectionPage, SitePage
from cms.search import search_portal
from cms.search_index import Document, Source, _sources, register_source, reindex
from tenants.languages import speaking


@pytest.fixture
def zebras(bilingual) -> SitePage:
    """An English page with a Welsh sister at another address; both are found by one word."""
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    home = SitePage.objects.get(slug="home")
    page = home.add_child(instance=SectionPage(title="Zebras", slug="zebras"))
    home.specific.copy_for_translation(welsh).save_revision().publish()
    sister = page.copy_for_translation(welsh)
    sister.title, sister.slug = "Sebras (zebras)", "sebras"
    sister.save_revision().publish()
    forget_content()
    return page


def addresses(words: str, **chosen: str) -> list[str]:
    return [result.url for result in search_portal(words, chosen).results]


def test_a_page_and_its_translation_are_one_result(zebras):
    assert addresses("zebras") == ["/zebras/"]
    with speaking("cy"):
        assert addresses("zebras") == ["/cy/sebras/"]
        assert addresses("zebras", language="en") == ["/zebras/"]
    found = search_portal("zebras")
    assert found.total == 1
    assert {each.value: each.count for each in found.facets["kind"]} == {"page": 1}
    assert {each.value: each.count for each in found.facets["language"]} == {"en": 1, "cy": 1}


def test_what_is_indexed_below_one_language_is_found_in_the_other(zebras, monkeypatch):
    monkeypatch.setattr("cms.search_index._sources", dict(_sources))
    show = Document(key="1", language="en", kind="zoo", title="Okapi", url="/cy/zoo/1/")
    register_source(Source(slug="zoo", kinds={"zoo": "Animal"}, documents=lambda keys: [show]))
    reindex("zoo")
    assert addresses("okapi") == ["/zoo/1/"]
    with speaking("cy"):
        assert addresses("okapi") == ["/cy/zoo/1/"]


def test_an_alert_of_a_section_shows_on_its_translation(zebras, portal, client_for):
    Alert.objects.create(
        title="Zebras are loose", text="Stay in.", starts_at=timezone.now(), section=zebras
    )
    browser = client_for(portal)
    shown = {
        path: "Zebras are loose" in browser.get(path).text
        for path in ("/zebras/", "/cy/sebras/", "/about/", "/cy/about/")
    }
    assert shown == {
        "/zebras/": True,
        "/cy/sebras/": True,
        "/about/": False,
        "/cy/about/": False,
    }


def test_below_a_page_that_is_only_in_english_the_site_speaks_welsh(bilingual, client_for):
    page = BeautifulSoup(client_for(bilingual).get("/cy/contact/").content, "html.parser")
    assert page.select_one(".casement-not-translated")
    foot = page.select_one(".casement-page-foot")
    assert foot["lang"] == "cy"
    assert "Was this page useful?" not in foot.get_text()
    assert "Share or print this page" not in foot.get_text()
    links = [link["href"] for link in foot("a")]
    assert all(link.startswith("/cy/") for link in links)
