import re
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

import theme
from theme.brand import HEADER_STYLES
from theme.samples import PAGE

TEMPLATES = Path(theme.__file__).parent / "templates" / "theme"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
NASTY = "<script>alert(1)</script>"


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_begins_with_a_comment_that_states_its_variables(name):
    first = (TEMPLATES / "components" / f"{name}.html").read_text().splitlines()[0]
    comment = re.search(r"\{# (.+) #\}", first)
    assert comment
    assert len(comment.group(1)) > 20


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_draws_without_any_variable(component, name):
    component(name)


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_pattern_pages_show_every_component(visit, name):
    drawn = "".join(
        (TEMPLATES / f"{page}.html").read_text()
        for page in ("patterns", "pattern_home", "base", "partials/header", "partials/messages")
    )
    used_inside = {"search_box", "error_summary"}
    assert name in used_inside or f"components/{name}.html" in drawn


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(path):
    source = path.read_text()
    if "mail" not in path.parts:  # mail programs have no Content-Security-Policy
        assert not re.search(r"\sstyle=|<style", source)
    assert not re.search(r"\son(?!ce)\w+=\"|<script(?! type=\"module\" src=)|javascript:", source)


@pytest.mark.parametrize("address", ["/patterns/", "/patterns/home/", "/patterns/console/"])
class TestPages:
    def test_one_h1_and_it_stands_in_main(self, visit, address):
        page = visit(address)
        assert len(page.find_all("h1")) == 1
        assert page.find("main").find("h1")

    def test_ids_are_unique(self, visit, address):
        ids = [tag["id"] for tag in visit(address).find_all(id=True)]
        assert len(ids) == len(set(ids))

    def test_references_lead_to_ids_of_the_page(self, visit, address):
        page = visit(address)
        ids = {tag["id"] for tag in page.find_all(id=True)}
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for tag in page.find_all(attrs={name: True}):
                assert set(str(tag[name]).split()) <= ids, (name, tag)

    def test_headings_skip_no_level(self, visit, address):
        levels = [
            int(tag.name[1]) for tag in visit(address).find("main").find_all(re.compile("^h[1-6]$"))
        ]
        start = levels.index(1)
        pairs = zip(levels[start:], levels[start + 1 :], strict=False)
        assert all(below - above <= 1 for above, below in pairs)

    def test_the_skip_link_comes_first_and_leads_to_main(self, visit, address):
        page = visit(address)
        assert page.find("a")["href"] == "#main-content"
        assert page.find("main")["id"] == "main-content"

    def test_controls_have_labels(self, visit, address):
        page = visit(address)
        labelled = {label["for"] for label in page.find_all("label")}
        for control in page.find_all(["input", "select", "textarea"]):
            assert control.get("type") == "hidden" or control["id"] in labelled

    def test_nothing_comes_from_another_host(self, visit, address):
        for tag in visit(address).find_all(["link", "script", "img", "iframe"]):
            assert str(tag.get("href") or tag.get("src")).startswith("/")

    def test_scripts_are_files(self, visit, address):
        assert all(tag.get("src") and not tag.string for tag in visit(address).find_all("script"))


class TestBase:
    @pytest.mark.parametrize("style", sorted(HEADER_STYLES))
    def test_the_header_takes_its_style_from_the_brand(self, draw, style):
        page = draw("theme/base.html", **PAGE, brand={"header_style": style})
        assert f"casement-header--{style}" in page.header["class"]

    def test_the_header_shows_the_portal_and_where_one_is(self, draw):
        page = draw("theme/base.html", **PAGE)
        assert (
            page.select_one(".casement-header__home").get_text(strip=True)
            == PAGE["portal"]["title"]
        )
        assert page.select_one("#navigation [aria-current]").get_text() == "Get support"
        assert page.select_one("form[role=search]")["action"] == "/search/"
        assert page.select_one("form[role=search] input")["name"] == "q"

    def test_a_logo_takes_the_emblems_place(self, draw):
        home = draw("theme/base.html", portal_logo_url="/logo.svg").select_one(
            ".casement-header__home"
        )
        assert home.img["src"] == "/logo.svg"
        assert home.img["alt"] == ""
        assert home.svg is None

    def test_signing_out_is_a_button_that_posts(self, draw):
        form = draw("theme/base.html", **PAGE).select_one(".casement-user form")
        assert (form["method"], form["action"]) == ("post", "#out")
        assert form.button.get_text() == "Sign out"

    def test_other_languages_are_marked(self, draw):
        link = draw("theme/base.html", **PAGE).select_one(".casement-languages a")
        assert (link["lang"], link["hreflang"], link["href"]) == ("cy", "cy", "#cy")

    def test_the_page_says_its_language(self, draw):
        assert draw("theme/base.html").html["lang"] == "en"
        assert draw("theme/base.html", page_language="cy").html["lang"] == "cy"

    def test_what_people_wrote_is_escaped(self, draw):
        page = draw(
            "theme/base.html",
            portal={"name": NASTY, "contact_address": NASTY, "contact_email": '"><script>'},
            brand={"footer_text": NASTY},
            navigation=[{"title": NASTY, "url": '"><script>'}],
            alerts=[{"title": NASTY, "text": NASTY}],
            search_query='"><script>',
        )
        assert len(page.find_all("script")) == 1

    def test_a_demonstration_says_so(self, draw):
        assert draw("theme/base.html", demonstration=True).select_one(".casement-phase")
        assert not draw("theme/base.html").select_one(".casement-phase")


class TestErrorPage:
    def test_it_needs_nothing(self, draw):
        page = draw("theme/error_page.html")
        assert page.h1.get_text() == "Something went wrong"

    def test_it_survives_a_missing_manifest(self, settings, draw):
        storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": storage}}
        settings.DEBUG = False
        settings.STATIC_ROOT = "/nowhere"
        page = draw("theme/error_page.html", title="Page not found")
        assert page.find("link")["href"].endswith("theme/build/main.css")


class TestComponents:
    def test_text_is_escaped_and_safe_html_is_not(self, component):
        assert component("inset", body=NASTY).script is None
        assert component("inset", body=mark_safe("<em>so</em>")).em

    def test_a_table_scrolls_by_itself_and_has_headings(self, component):
        table = component(
            "table",
            caption="Seats",
            head=["Seat", "Votes"],
            rows=[["Parent", 2]],
            numeric=True,
            row_headings=True,
        )
        region = table.select_one("[role=region]")
        assert (region["tabindex"], region["aria-label"]) == ("0", "Seats")
        assert [cell["scope"] for cell in table.find_all("th")] == ["col", "col", "row"]
        assert "govuk-table__cell--numeric" in table.td["class"]

    def test_a_chart_is_hidden_from_readers_who_have_its_table(self, component):
        chart = component(
            "chart", title="Parents", svg=mark_safe("<svg></svg>"), head=["a"], rows=[["b"]]
        )
        assert chart.svg.parent["aria-hidden"] == "true"
        assert chart.table.caption.get_text() == "Parents"

    def test_a_button_with_an_address_is_a_link(self, component):
        assert component("button", text="Go", url="/go/").a["href"] == "/go/"
        assert component("button", text="Go", once=True).button["data-prevent-double-click"]

    def test_steps_take_plain_text(self, component):
        steps = component("steps", steps=["call us first", {"title": "Then.", "body": "Wait."}])
        assert [li.get_text(strip=True) for li in steps.find_all("li")] == [
            "call us first",
            "Then.Wait.",
        ]

    def test_dates_are_written_the_british_way(self, component):
        paper = {"title": "Minutes", "url": "/m/", "date": date(2026, 9, 1)}
        time = component("document_list", documents=[paper]).time
        assert (time["datetime"], time.get_text()) == ("2026-09-01", "1 September 2026")

    @pytest.mark.parametrize(
        ("kind", "role"), [("success", "alert"), ("error", "alert"), ("info", "region")]
    )
    def test_banners_interrupt_only_when_they_must(self, component, kind, role):
        assert component("notification_banner", kind=kind, body="Saved").div["role"] == role

    def test_pagination_is_absent_on_a_single_page(self, component):
        assert component("pagination").nav is None
        assert [
            a["rel"] for a in component("pagination", newer_url="?a", older_url="?b").find_all("a")
        ] == [["prev"], ["next"]]

    def test_arrows_stand_on_the_side_that_their_distance_is_on(self, component):
        older = component("pagination", older_url="?b").select_one("a[rel=next]")
        assert [child.name for child in older.find_all(recursive=False)] == ["span", "svg"]
        newer = component("pagination", newer_url="?a").select_one("a[rel=prev]")
        assert [child.name for child in newer.find_all(recursive=False)] == ["svg", "span"]
        block = component("pagination", older_url="?b", older_label="Part 2").select_one("a")
        assert block.find(recursive=False).name == "svg"

    def test_actions_in_a_summary_say_of_what(self, component):
        row = {"key": "Name", "value": "Sam", "actions": [{"text": "Change", "url": "#"}]}
        assert component("summary_list", rows=[row]).a.get_text() == "Change Name"

    def test_side_menus_are_flat_or_in_groups(self, component):
        flat = [{"title": "One", "url": "/1/", "current": True}, {"title": "Two", "url": "/2/"}]
        menu = component("side_navigation", items=flat)
        assert [a.get_text() for a in menu.find_all("a")] == ["One", "Two"]
        assert menu.a["aria-current"] == "page"
        menu = component("side_navigation", items=[{"heading": "All", "items": flat}])
        assert len(menu.find_all("a")) == 2


class TestMail:
    CONTEXT = {"portal": PAGE["portal"] | {"title": "A & B"}, "body": "Hello <you>\n\nBye"}

    def test_text_is_not_escaped(self):
        text = render_to_string("theme/mail/base.txt", self.CONTEXT)
        assert text.startswith("A & B\n")
        assert "Hello <you>" in text
        assert "4 Quay Street" in text

    @pytest.mark.parametrize("kind", ["txt", "html"])
    def test_an_address_that_begins_with_the_name_does_not_repeat_it(self, kind):
        portal = PAGE["portal"] | {"title": "Quay House", "contact_address": "Quay House,\n4 Quay"}
        written = render_to_string(f"theme/mail/base.{kind}", self.CONTEXT | {"portal": portal})
        foot = written.rpartition("4 Quay")[0][-60:]
        assert foot.count("Quay House") == 1
        alone = portal | {"contact_address": "quay house"}
        written = render_to_string(f"theme/mail/base.{kind}", self.CONTEXT | {"portal": alone})
        assert "quay house" not in written

    def test_html_is(self):
        html = render_to_string("theme/mail/base.html", self.CONTEXT | {"unsubscribe_url": "/u/"})
        assert "A &amp; B" in html
        assert "<p>Hello &lt;you&gt;</p>" in html
        assert 'href="/u/"' in html
