"""What a portal is called, where it is and whom it serves, in Welsh too (C4, P1, P5)."""

import pytest
from bs4 import BeautifulSoup

from accounts.models import Locality
from cms.news.search_source import index_news
from tenants.models import Portal
from tenants.services import set_languages
from tests.cms.test_area import there, typed
from tests.conftest import person
from tests.factories.news import NewsItemFactory

AREA, CONTACT, THEME = "/admin/area/", "/admin/contact-details/", "/admin/theme/"
LANGUAGES = {"part": "languages", "languages": ["en", "cy"], "default_language": "en"}
WELSH = "Rhieni'r Gogledd"


@pytest.fixture
def boss(bilingual, client_for):
    return client_for(bilingual, "portal_administrator")


def shown(visitor, path):
    return BeautifulSoup(visitor.get(path).content.decode(), "html.parser")


def test_the_name_in_welsh_heads_welsh_pages_alone(boss, bilingual, client_for):
    boss.post(AREA, {**LANGUAGES, "name_cy": WELSH})

    visitor = client_for(bilingual)
    welsh, english = (shown(visitor, path) for path in ("/cy/search/", "/search/"))
    assert welsh.select_one(".casement-header__home").get_text(strip=True) == WELSH
    assert welsh.title.get_text().endswith(WELSH)
    assert english.select_one(".casement-header__home").get_text(strip=True) == bilingual.name


def test_saving_languages_elsewhere_keeps_the_welsh_name(boss, bilingual):
    boss.post(AREA, {**LANGUAGES, "name_cy": WELSH})
    actor = person(bilingual, "portal_administrator")
    set_languages(actor=actor, portal=bilingual, languages=["en", "cy"], default_language="cy")
    assert Portal.objects.get(pk=bilingual.pk).name_cy == WELSH


@pytest.mark.parametrize("name", ["W" * 121, "Rhieni\nGogledd"])
def test_a_welsh_name_that_cannot_be_is_refused(boss, bilingual, name):
    page = boss.post(AREA, {**LANGUAGES, "name_cy": name})
    assert Portal.objects.get(pk=bilingual.pk).name_cy == ""
    assert page.status_code == 200
    assert "WWW" in page.content.decode() or "one line" in page.content.decode()


def test_hours_and_address_have_a_welsh_side_where_the_portal_has(boss, bilingual, client_for):
    sent = {
        "contact_telephone": "01632 960123",
        "contact_hours": "Weekdays, 9am to 5pm",
        "contact_hours_cy": "Dyddiau gwaith, 9yb i 5yp",
        "contact_address": "Old Mill",
        "contact_address_cy": "Yr Hen Felin",
    }
    boss.post(CONTACT, sent)

    visitor = client_for(bilingual)
    welsh, english = (shown(visitor, p).footer.get_text() for p in ("/cy/search/", "/search/"))
    assert "9yb i 5yp" in welsh
    assert "Yr Hen Felin" in welsh
    assert "9yb" not in english
    assert "Old Mill" in english


def test_a_portal_without_welsh_is_not_asked_and_keeps_what_it_has(portal, client_for):
    Portal.objects.filter(pk=portal.pk).update(contact_hours_cy="9yb")
    boss = client_for(portal, "portal_administrator")
    assert "contact_hours_cy" not in boss.get(CONTACT).content.decode()
    assert "name_cy" not in str(shown(boss, AREA).find("table"))
    boss.post(CONTACT, {"contact_telephone": "01632 960123"})
    now = Portal.objects.get(pk=portal.pk)
    assert (now.contact_telephone, now.contact_hours_cy) == ("01632 960123", "9yb")


def test_places_have_welsh_names_in_lists_and_in_search(boss, bilingual, client_for):
    east, west = there(Locality)
    boss.post(AREA, typed("localities", [{**east, "name_cy": "Y Dwyrain"}, west]))

    visitor = client_for(bilingual)
    choices = shown(visitor, "/cy/events/").select("select[name=locality] option")
    assert [each.get_text() for each in choices][1:] == ["Y Dwyrain", "West"]
    english = shown(visitor, "/events/").select("select[name=locality] option")
    assert "East" in [each.get_text() for each in english]


def test_search_names_places_in_the_language_of_the_page(boss, bilingual, client_for):
    east, west = there(Locality)
    boss.post(AREA, typed("localities", [{**east, "name_cy": "Y Dwyrain"}, west]))
    for place in Locality.objects.all():
        index_news(NewsItemFactory(title="Zebras", locality=place).pk)

    visitor = client_for(bilingual)
    welsh, english = (
        shown(visitor, f"{path}?q=zebras").main.get_text() for path in ("/cy/search/", "/search/")
    )
    assert "Y Dwyrain" in welsh
    assert "Y Dwyrain" not in english
    assert "East" in english


def test_words_at_the_foot_are_in_the_language_of_the_page(boss, bilingual, client_for):
    page = shown(boss, THEME)
    values = {
        field["name"]: field.get("value", "")
        for field in page.select("form[data-theme-editor] input[type=color], input[checked]")
    }
    words = {"footer_text": "For every parent", "footer_text_cy": "I bob rhiant"}
    boss.post(THEME, {**values, **words, "action": "save"})

    visitor = client_for(bilingual)
    assert "I bob rhiant" in shown(visitor, "/cy/search/").footer.get_text()
    assert "I bob rhiant" not in shown(visitor, "/search/").footer.get_text()
