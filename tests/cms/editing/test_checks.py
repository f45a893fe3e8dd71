"""Checks while editing: axe with our rules, the age a text is for, links and jargon (C5)."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.editing.words import LONG, VAGUE, measure
from cms.models import SectionPage, Term
from tests.cms.editing.conftest import fields

HARD = (
    "Notwithstanding aforementioned considerations, institutional accountability necessitates "
    "comprehensive interdepartmental communication regarding multidisciplinary arrangements."
)


class TestWords:
    def test_easy_and_hard_texts_are_told_apart(self):
        assert measure("We meet on Mondays. Bring your child.", language="en").is_easy
        assert not measure(HARD, language="en").is_easy

    def test_the_longest_sentences_come_first(self):
        texts = [" ".join(["cat"] * number) + "." for number in (5, 30, 22)]
        assert [number for number, _text in measure(" ".join(texts), language="en").long] == [
            30,
            22,
        ]

    def test_welsh_is_measured_by_the_length_of_its_sentences(self):
        short = measure("Rydym yn cwrdd ar ddydd Llun.", language="cy")
        assert (short.age, short.average, short.is_easy) == (None, 6.0, True)
        assert not measure(" ".join(["gair"] * 25) + ".", language="cy").is_easy

    @pytest.mark.parametrize("words", ["Click here", "here", "Read more…", "cliciwch yma"])
    def test_links_that_say_nothing_are_named(self, words):
        assert measure("Text.", language="en", links=[words, "Our summer trips"]).vague == [words]

    def test_abbreviations_that_nothing_explains_are_named(self):
        found = measure(
            "The EHCPs, the SEN team and a parent support adviser (PSA). I am a PSA.",
            language="en",
            is_explained="SEN".__eq__,
        )
        assert found.unexplained == ["EHCP"]

    @given(text=st.text(max_size=300), language=st.sampled_from(["en", "cy"]))
    def test_any_text_can_be_measured(self, text, language):
        found = measure(text, language=language, links=[text])
        assert found.words >= 0
        assert all(number > LONG for number, _sentence in found.long)
        assert set(map(str.lower, found.vague)) <= VAGUE | {text.lower()}


class TestEditor:
    def editor(self, browser, page):
        return browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    def test_the_side_panel_says_how_the_draft_reads(self, portal, home, client_for):
        assert Term.objects.filter(name="SEN").exists()
        text = f'<p>{HARD} The SEN and the ZQX. <a href="/x/">Click here</a></p>'
        page = SectionPage(title="Hard", slug="hard", body=[("text", text)])
        home.add_child(instance=page)
        shown = self.editor(client_for(portal, "editor"), page)
        assert "Hard: for people of" in shown
        assert "“Click here”" in shown
        assert re.search(r"Not in the jargon buster</h3>\s*<p>[^<]*ZQX</p>", shown)
        assert not re.search(r"Not in the jargon buster</h3>\s*<p>[^<]*SEN", shown)

    def test_the_checker_has_our_rules(self, portal, section, client_for):
        shown = self.editor(client_for(portal, "editor"), section)
        found = re.search(r'id="checker-axe-configuration"[^>]*>(.*?)</script>', shown)
        rules = json.loads(found[1])
        assert {"heading-order", "image-alt", "td-has-header"} <= set(rules["options"]["runOnly"])
        assert rules["context"]["include"] == ["main"]
        assert rules["messages"]["image-alt"]["help_text"]

    def test_the_preview_can_be_shown_and_checked_inside_the_editor(
        self, portal, section, client_for
    ):
        browser = client_for(portal, "editor")
        path = f"/admin/pages/{section.pk}/edit/preview/?in_preview_panel=true"
        sent = browser.post(path, fields(title="Trips by bus"))
        assert sent.json()["is_valid"]
        answer = browser.get(path + "&mode=")
        assert b"Trips by bus" in answer.content
        assert b"wagtail-userbar-template" in answer.content
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]

    def test_no_visitor_and_no_editor_gets_the_checker_with_a_public_page(
        self, portal, section, client_for
    ):
        for browser in (client_for(portal), client_for(portal, "editor")):
            answer = browser.get("/trips/")
            assert b"userbar" not in answer.content
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
