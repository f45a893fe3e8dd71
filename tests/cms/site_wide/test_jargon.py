"""The jargon buster: terms explained, and linked at their first use (C6, PPP App. C)."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.jargon import Explainer
from cms.models import SectionPage, SitePage, Term
from tests.factories.cms import TermFactory

PLAIN = "<p>A quorum is needed. Without a quorum nothing counts.</p>"


@pytest.fixture
def terms(portal):
    Term.objects.all().delete()
    TermFactory(name="quorum", explanation='How many must be "there".')
    TermFactory(name="SEN", also="special educational needs", explanation="Needs more help.")
    TermFactory(name="SENCO", explanation="A teacher.", name_cy="CADY", explanation_cy="Athro.")


def link(html: str, language: str = "en") -> str:
    return Explainer(language).link(html)


def linked(html: str, language: str = "en") -> list[str]:
    page = BeautifulSoup(link(html, language), "html.parser")
    return [a.get_text() for a in page.select("a.casement-term")]


def page_with(text: str, slug: str = "words", **fields) -> SectionPage:
    page = SectionPage(title="Words", slug=slug, body=[("text", text)], **fields)
    return SitePage.objects.get(slug="home").add_child(instance=page)


def test_the_first_use_alone_is_linked_with_its_explanation_at_hand(terms):
    page = BeautifulSoup(link(PLAIN), "html.parser")

    (found,) = page.select("a.casement-term")
    assert found["href"] == f"/jargon-buster/#{Term.objects.get(name='quorum').anchor}"
    assert found["title"] == 'How many must be "there".'
    assert page.get_text() == BeautifulSoup(PLAIN, "html.parser").get_text()


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Quorum</h2>",
        '<a href="/x/">the <strong>quorum</strong></a>',
        "<button>quorum</button>",
        "<summary>quorum</summary>",
        "<table><tr><th>quorum</th></tr></table>",
        '<img alt="quorum" src="/x.png">',
        "quorums quorum-like &quorum;",
    ],
)
def test_headings_links_buttons_attributes_and_other_words_stay(terms, html):
    assert link(html) == html


def test_after_a_heading_it_is_linked(terms):
    assert linked("<h2>Quorum</h2><p>A Quorum.</p>") == ["Quorum"]


def test_abbreviations_are_told_by_their_capitals_and_the_longest_wins(terms):
    assert linked("<p>The SENCO knows SEN.</p>") == ["SENCO", "SEN"]
    assert linked("<p>sen senco</p>") == []
    assert linked("<p>Special Educational Needs, SEN</p>") == ["Special Educational Needs"]


def test_welsh_pages_link_what_is_explained_in_welsh(terms):
    assert linked("<p>Y CADY a quorum a SENCO</p>", "cy") == ["CADY"]


def test_a_term_that_is_not_to_be_linked_is_explained_all_the_same(terms, portal, client_for):
    TermFactory(name="minutes", explanation="What was said.", is_linked=False)

    assert linked("<p>Read the minutes.</p>") == []
    assert "What was said." in client_for(portal).get("/jargon-buster/").content.decode()


def test_explanations_cannot_break_out_of_their_place(terms):
    TermFactory(name="attack", explanation='"><script>alert(1)</script>')

    assert "<script>" not in link("<p>An attack.</p>")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="quorm SENCO<>&;/abhp1\"'-", max_size=60))
def test_whatever_the_text_its_words_stay_as_they_are(terms, text):
    html = f"<p>{escape(text)} quorum</p><a>{escape(text)}</a>"

    out = link(html)

    assert re.sub(r'<a class="casement-term"[^>]*>([^<]*)</a>', r"\1", out) == html


def test_a_page_links_each_term_once_over_all_its_blocks(terms, portal, client_for):
    page = page_with(PLAIN)
    page.body.append(("inset", "<p>A quorum again, and SEN.</p>"))
    page.save()

    html = client_for(portal).get("/words/").content.decode()

    assert [
        a.get_text() for a in BeautifulSoup(html, "html.parser").select("main .casement-term")
    ] == [
        "quorum",
        "SEN",
    ]


def test_a_changed_explanation_shows_at_once(terms, portal, client_for):
    page_with(PLAIN)
    browser = client_for(portal)
    browser.get("/words/")
    term = Term.objects.get(name="quorum")
    term.explanation = "Enough people."
    term.save()

    assert 'title="Enough people."' in browser.get("/words/").content.decode()


def test_the_glossary_has_an_anchor_for_every_term(terms, portal, client_for, asks):
    browser = client_for(portal)
    page = BeautifulSoup(browser.get("/jargon-buster/").content, "html.parser")
    for term in Term.objects.all():
        assert term.explanation in page.find(id=term.anchor).get_text()
    with asks(0):
        browser.get("/jargon-buster/")


def test_every_portal_begins_with_terms_in_both_languages(portal):
    names = set(Term.objects.values_list("name", flat=True))
    assert {"PRU", "EHCP", "SENDIASS", "quorum", "alternative provision"} <= names
    assert not Term.objects.filter(explanation_cy="").exists()


def test_the_same_term_twice_is_refused(portal):
    Term.objects.all().delete()
    TermFactory(name="Quorum")
    with pytest.raises(IntegrityError, match="term_name_unique"):
        TermFactory(name="QUORUM")
