"""The public search: languages, filters, excerpts, mended spelling, words that found nothing."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from cms.excerpts import excerpt
from cms.models import PublicationPage, SearchDocument, SearchMiss, SectionPage, SitePage
from cms.search import LONGEST, ON_A_PAGE, search_portal
from cms.search_help import FEWEST, count_misses, suggest
from cms.search_index import Document, Source, _sources, register_source, reindex, reindex_all
from cms.search_queries import Fit
from cms.spelling import did_you_mean


def add(title: str, slug: str, parent: str = "home", kind=SectionPage, **fields) -> SitePage:
    return SitePage.objects.get(slug=parent).add_child(
        instance=kind(title=title, slug=slug, **fields)
    )


def titles(words: str, **chosen: str) -> list[str]:
    return [result.title for result in search_portal(words, chosen).results]


def index(monkeypatch: pytest.MonkeyPatch, **fields: str) -> None:
    document = Document(kind="thing", url="/", **fields)
    source = Source(slug="things", kinds={}, documents=lambda keys: [document])
    monkeypatch.setitem(_sources, "things", source)
    reindex("things")


@pytest.fixture
def zebras(portal):
    add("Zebras", "zebras", search_description="They graze.")
    add("About zebras", "about-zebras", parent="about", kind=PublicationPage)


def test_a_word_in_the_title_counts_more_than_one_in_the_text(portal):
    add("Food", "food", search_description="Some zebras eat grass.")
    add("Zebras", "zebras")
    assert titles("zebra") == ["Zebras", "Food"]


def test_things_with_some_of_the_words_are_offered_where_none_has_all(zebras):
    found = search_portal("zebras xylophone")
    assert found.fit is Fit.SOME
    assert {result.title for result in found.results} == {"Zebras", "About zebras"}


def test_filters_count_what_they_would_leave(zebras):
    found = search_portal("zebras")
    kinds = {option.value: option.count for option in found.facets["kind"]}
    assert kinds == {"page": 1, "publication": 1}
    assert titles("zebras", kind="publication") == ["About zebras"]
    assert titles("zebras", section="About us", kind="page") == []


def test_the_page_of_results_offers_filters_and_a_way_out_of_them(zebras, portal, client_for):
    page = BeautifulSoup(
        client_for(portal).get("/search/", {"q": "zebras", "kind": "publication"}).content,
        "html.parser",
    )
    assert "1 result for" in page.find(role="status").get_text()
    assert (
        page.find("a", string=lambda s: s and "Clear filters" in s)["href"] == "/search/?q=zebras"
    )


def test_words_are_marked_and_the_text_is_never_taken_for_html():
    text = "Start. " + "word " * 80 + "The <b>Zebra</b> & its stripes. " + "end " * 80
    shown = excerpt(text, "zebras")
    assert "<mark>Zebra</mark>" in shown
    assert "<b>" not in shown
    assert "&amp;" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_accents_neither_hide_nor_shift_what_is_marked():
    assert excerpt("Mae’r tŷ mawr yma", "ty mawr") == "Mae’r tŷ <mark>mawr</mark> yma"


def test_welsh_words_are_found_as_they_are_and_without_their_accents(bilingual):
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    add("Llŷn", "llyn", search_description="Cymorth i rieni", locale=welsh)
    assert titles("llyn") == ["Llŷn"]
    assert titles("rieni", language="cy") == ["Llŷn"]
    assert titles("rieni", language="en") == []


def test_english_words_are_found_in_their_other_forms(portal):
    add("Zebra meetings", "zebra-meetings")
    assert titles("zebras meeting") == ["Zebra meetings"]


def test_more_results_come_by_key_and_each_once(portal):
    for number in range(ON_A_PAGE + 5):
        add(f"Quagga {number}", f"quagga-{number}")
    first = search_portal("quagga")
    second = search_portal("quagga", after=first.next_key)
    assert first.total == ON_A_PAGE + 5
    found = [result.title for result in [*first.results, *second.results]]
    assert len(found) == len(set(found)) == ON_A_PAGE + 5
    assert not second.next_key


@pytest.mark.parametrize("after", ["x", "1:", ":", "nan:1", "1e999:2", "9" * 400])
def test_a_forged_key_of_a_page_is_answered(zebras, portal, client_for, after):
    answer = client_for(portal).get("/search/", {"q": "zebras", "after": after})
    assert answer.status_code == 200


def test_what_is_restricted_moved_or_taken_down_follows(zebras, portal):
    page = SitePage.objects.get(slug="zebras")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert titles("zebras") == ["About zebras"]
    restriction.delete()
    page.move(SitePage.objects.get(slug="about"), pos="last-child")
    row = SearchDocument.objects.get(source="pages", key=str(page.pk))
    assert row.section == SitePage.objects.get(slug="about").title
    SitePage.objects.get(slug="zebras").specific.unpublish()
    assert titles("zebras") == ["About zebras"]
    SitePage.objects.get(slug="about-zebras").delete()
    assert titles("zebras") == []


def animal(key: str, **fields) -> Document:
    return Document(key=key, language="en", kind="zoo", url=f"/zoo/{key}/", **fields)


def test_another_source_is_searched_listed_and_gone_in_time(portal, monkeypatch):
    soon = timezone.now() + timedelta(hours=1)
    things = [
        animal("1", title="Zebra house"),
        animal("2", title="Zebra show", shows_until=soon),
        animal("3", title="Zebra talk", module="none"),
    ]
    monkeypatch.setattr("cms.search_index._sources", dict(_sources))
    register_source(Source(slug="zoo", kinds={"zoo": "Animal"}, documents=lambda keys: things))
    reindex("zoo")
    assert sorted(titles("zebra")) == ["Zebra house", "Zebra show", "Zebra talk"]

    SearchDocument.objects.filter(key="2").update(shows_until=timezone.now())
    things.pop()
    assert reindex_all() > 2
    SearchDocument.objects.filter(key="2").update(shows_until=timezone.now())

    (result,) = search_portal("zebra").results
    assert (result.url, result.kind) == ("/zoo/1/", "Animal")


def test_a_module_that_is_off_hides_its_documents(portal):
    page = add("Zebra cases", "zebra-cases")
    SearchDocument.objects.filter(key=str(page.pk)).update(module="casework")
    assert titles("zebra") == ["Zebra cases"]
    portal.modules = [slug for slug in portal.modules if slug != "casework"]
    assert titles("zebra") == []


def test_typing_mistakes_are_mended(zebras, portal, client_for):
    assert did_you_mean("zebrsa") == "zebras"
    assert did_you_mean("zebras") == ""
    page = client_for(portal).get("/search/", {"q": "zebrsa"}).content.decode()
    assert '<a class="govuk-link" href="/search/?q=zebras">zebras</a>' in page


@pytest.mark.parametrize(
    "hidden",
    [
        {"shows_from": timezone.now() + timedelta(days=1)},
        {"shows_until": timezone.now() - timedelta(days=1)},
        {"module": "forum"},
    ],
)
def test_no_mended_word_tells_of_what_cannot_be_found(zebras, portal, hidden):
    assert did_you_mean("zebrsa") == "zebras"
    portal.modules = [slug for slug in portal.modules if slug != "forum"]
    SearchDocument.objects.filter(title__icontains="zebra").update(**hidden)
    assert did_you_mean("zebrsa") != "zebras"


def test_suggestions_begin_like_what_is_typed(zebras, portal, client_for):
    assert [s.title for s in suggest("zeb", "en")] == ["Zebras", "About zebras"]
    assert suggest("zeb quagga", "en") == []
    assert suggest("z", "en") == suggest("zeb", "cy") == suggest("' & !", "en") == []
    answer = client_for(portal).get("/search/suggestions/", {"q": "zeb"})
    assert answer.json()["suggestions"][0]["url"] == "/zebras/"
    assert not answer.cookies


@pytest.mark.parametrize("words", ["'", "a:*", "<->", "\\", "😀 😀", "x" * 10_000, "a & | !", "%s"])
def test_odd_words_are_answered_by_every_part_of_the_search(portal, client_for, words):
    browser = client_for(portal)
    for path in ("/search/", "/search/suggestions/"):
        assert browser.get(path, {"q": words}).status_code == 200


def test_words_that_find_nothing_are_counted_and_nothing_else(portal, client_for):
    browser = client_for(portal)
    for _again in range(2):
        browser.get("/search/", {"q": "Xylophonist 07700900123 qq@xzxz.invalid"})
    rows = {row.word: row.times for row in SearchMiss.objects.all()}
    assert rows["xylophonist"] == 2
    assert not any(character.isdigit() for word in rows for character in word)


def test_rare_words_are_shown_to_nobody(portal, client_for):
    editor = client_for(portal, "editor")
    for _time in range(FEWEST):
        count_misses("xylophonist", "en")
    count_misses("rareword", "en")
    for query in ({}, {"export": "csv"}):
        shown = editor.get("/admin/registers/cms/searchmiss/", query).content.decode()
        assert "xylophonist" in shown
        assert "rareword" not in shown


@pytest.mark.parametrize("query", ["school", "zzzz xxxx", "schol meting"])
def test_a_search_asks_ten_times_at_most(portal, client_for, query):
    browser = client_for(portal)
    with CaptureQueriesContext(connection) as asked:
        browser.get("/search/", {"q": query})
    assert len([q for q in asked if "search_path" not in q["sql"]]) <= 10


def test_one_portals_search_knows_nothing_of_another(zebras, portal, other_portal, in_portal):
    count_misses("xylophonist", "en")
    with in_portal(other_portal):
        assert titles("zebras") == []
        assert suggest("zeb", "en") == []
        assert did_you_mean("zebrsa") != "zebras"
        assert not SearchMiss.objects.exists()


def test_a_sentence_of_everyday_words_is_not_mended(portal):
    add("Soon and wants", "soon")
    add("School", "school-days")
    assert did_you_mean("my son won't go to school") == ""
    assert did_you_mean("my son won’t go to shcool") == "my son won’t go to school"


@pytest.mark.parametrize(
    ("typed", "meant"), [("autsim", "autism"), ("dett", "debt"), ("dept", "debt")]
)
def test_swapped_and_doubled_letters_are_mended_and_the_results_shown(
    portal, client_for, typed, meant
):
    add("Autism", "autism")
    add("Debt", "debt")
    page = BeautifulSoup(client_for(portal).get("/search/", {"q": typed}).content, "html.parser")
    assert f"Nothing found for “{typed}”. This is what has “{meant}”." in page.get_text()
    shown = [link.get_text() for link in page.select(".casement-result__title a")]
    assert shown == [meant.capitalize()]
    assert SearchMiss.objects.filter(word=typed).exists()


def test_a_welsh_word_finds_what_begins_like_it(portal, monkeypatch):
    index(monkeypatch, key="1", language="cy", title="Sut i wneud cwynion")
    found = search_portal("gwyn cwyn")
    assert found.fit is Fit.BEGINNING
    assert [result.title for result in found.results] == ["Sut i wneud cwynion"]


def test_keywords_find_a_thing_and_are_never_shown(portal, monkeypatch):
    index(monkeypatch, key="1", language="en", title="A club", text="Fun.", keywords="quagga")
    (result,) = search_portal("quagga").results
    assert str(result.text) == "Fun."


def test_filters_are_folded_and_say_how_many_are_chosen(zebras, portal, client_for):
    browser = client_for(portal)
    page = BeautifulSoup(browser.get("/search/", {"q": "zebras"}).content, "html.parser")
    fold = page.select_one(".casement-filters details")
    assert not fold.has_attr("open")
    assert fold.summary.get_text(strip=True) == "Filters"
    page = BeautifulSoup(
        browser.get("/search/", {"q": "zebras", "kind": "publication"}).content, "html.parser"
    )
    assert page.select_one(".casement-filters summary").get_text(strip=True) == "Filters (1 chosen)"


def test_a_search_box_takes_no_more_than_is_looked_at_and_more_is_said(portal, client_for):
    browser = client_for(portal)
    page = BeautifulSoup(browser.get("/search/", {"q": "z" * 300}).content, "html.parser")
    boxes = page.select("input[type=search]")
    assert {box["maxlength"] for box in boxes} == {str(LONGEST)}
    assert f"the first {LONGEST} characters" in " ".join(page.main.get_text().split())
