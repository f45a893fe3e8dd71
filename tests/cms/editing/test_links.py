"""Links that lead nowhere are found, and right ones are left alone (C5)."""

import csv
import io

import pytest
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction

from accounts.models import LedgerEntry
from cms.content_memory import forget_content
from cms.editing.found_links import Found, is_well_formed, links_in
from cms.editing.links import check_links_daily, run_link_check, start_link_check
from cms.editing.outside import public_address
from cms.models import BrokenLink, LinkCheck, SectionPage, ServicePage
from tenants.errors import ServiceError
from tests.conftest import person

WHERE = "/admin/broken-links/"


def page_with(home, *links):
    text = "".join(f"<p><a {link}>Read more</a></p>" for link in links)
    page = home.add_child(instance=SectionPage(title="Links", slug="links", body=[("text", text)]))
    return SectionPage.objects.get(pk=page.pk)


def reasons(page):
    check_links_daily()
    return list(
        BrokenLink.objects.filter(page=page.pk).order_by("pk").values_list("reason", flat=True)
    )


class TestReading:
    def test_links_of_rich_text_have_kind_target_and_words(self):
        text = '<p>A <a linktype="page" id="5">big <b>trip</b></a>, <a href="/x/">y</a></p>'
        assert list(links_in(text)) == [
            Found("page", "5", "big trip"),
            Found("address", "/x/", "y"),
        ]

    def test_links_of_blocks_are_found_however_deep(self):
        blocks = [
            {
                "type": "cards",
                "value": [{"type": "item", "value": {"label": "Go", "page": 7, "address": ""}}],
            },
            {
                "type": "details",
                "value": {"title": "More", "text": '<a linktype="document" id="3">File</a>'},
            },
            {"type": "action", "value": {"label": "Ask", "page": None, "address": "/ask/"}},
            {"type": "downloads", "value": [{"value": {"title": "Leaflet", "document": 9}}]},
            {"type": "page", "value": 11},
        ]
        assert list(links_in(blocks)) == [
            Found("page", "7", "Go"),
            Found("document", "3", "File"),
            Found("address", "/ask/", "Ask"),
            Found("document", "9", "Leaflet"),
            Found("page", "11"),
        ]

    @pytest.mark.parametrize(
        ("address", "right"),
        [
            ("https://www.example.org/a?b#c", True),
            ("http://example.org", True),
            ("mailto:ann@example.org", True),
            ("tel:+44 1752 000000", True),
            ("/about/", True),
            ("#top", True),
            ("https://example", False),
            ("https:/example.org", False),
            ("www.example.org", False),
            ("https://exa mple.org", False),
            ("mailto:ann", False),
            ("javascript:alert(1)", False),
            ("https://example.org:99999/", False),
            ("//example.org:door/", False),
            ("//[", False),
            ("", False),
        ],
    )
    def test_addresses_are_right_or_not(self, address, right):
        assert is_well_formed(address) == right


class TestChecking:
    def test_starter_pages_have_no_broken_link(self, portal):
        assert check_links_daily() == 0

    def test_pages_that_are_gone_hidden_or_closed(self, home, section, elsewhere):
        closed = home.add_child(instance=SectionPage(title="Team", slug="team-only"))
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        hidden = home.add_child(instance=SectionPage(title="Draft", slug="draft", live=False))
        keys = (section.pk, elsewhere.pk, closed.pk, hidden.pk)
        page = page_with(home, *(f'linktype="page" id="{key}"' for key in keys))
        elsewhere.delete()
        forget_content()
        assert reasons(page) == ["gone", "closed", "not_live"]

    def test_documents_that_are_gone(self, home):
        kept = Document.objects.create(title="Kept", file=ContentFile(b"x", name="kept.txt"))
        page = page_with(
            home, f'linktype="document" id="{kept.pk}"', 'linktype="document" id="99999"'
        )
        assert reasons(page) == ["no_document"]

    def test_addresses_here_are_followed(self, portal, home, section):
        Redirect.add_redirect("/old", section)
        own = portal.url("/nowhere/")
        links = ["/trips/", "/trips/#meet", "/events/", "/search/?q=x", "/old/", "/nowhere/", own]
        page = page_with(home, *(f'href="{link}"' for link in links))
        assert reasons(page) == ["not_found", "not_found"]

    def test_addresses_that_are_none(self, home):
        page = page_with(home, 'href="www.example.org"', 'href="https://example.org/"')
        assert reasons(page) == ["malformed"]

    def test_fields_of_other_types_are_read_too(self, home, section):
        page = ServicePage(
            title="Help",
            slug="help",
            who_for='<p><a href="/nowhere/">x</a></p>',
            related=[("page", section)],
        )
        home.add_child(instance=page)
        assert reasons(page) == ["not_found"]
        section.unpublish()
        forget_content()  # the worker learns of it with the portal's new version
        assert sorted(reasons(page)) == ["not_found", "not_live"]

    def test_other_sites_are_asked_only_where_it_is_switched_on(self, home, settings, monkeypatch):
        asked = []
        monkeypatch.setattr("cms.editing.links.answers", lambda url: asked.append(url))
        page = page_with(home, 'href="https://example.org/"')
        assert reasons(page) == []
        assert asked == []
        settings.CHECK_LINKS_OUTSIDE = True
        assert reasons(page) == ["no_answer"]
        assert asked == ["https://example.org/"]

    @pytest.mark.parametrize("address", ["//[", "https://example.org:99999/"])
    def test_an_address_that_nobody_can_take_apart_stops_no_check(self, home, settings, address):
        settings.CHECK_LINKS_OUTSIDE = True
        page = page_with(home, f'href="{address}"', 'href="/nowhere/"')
        assert reasons(page) == ["malformed", "not_found"]

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254"])
    def test_the_operators_own_network_is_never_asked(self, host):
        with pytest.raises(ValueError, match="not open to everybody"):
            public_address(host, 80)

    def test_a_new_look_replaces_the_old_one(self, home):
        page = page_with(home, 'href="/nowhere/"')
        assert reasons(page) == ["not_found"]
        page.body = []
        page.save()
        assert reasons(page) == []
        assert LinkCheck.objects.count() == 1


class TestScreen:
    def test_an_editor_has_them_looked_through_and_sees_how_far_it_is(
        self, portal, home, client_for
    ):
        page_with(home, 'href="/nowhere/"')
        browser = client_for(portal, "editor")
        browser.post(WHERE)
        check = LinkCheck.objects.get()
        assert f"0 of {check.total} pages" in browser.get(WHERE).content.decode()
        with pytest.raises(ServiceError):
            start_link_check(actor=person(portal, "editor"))
        run_link_check(check=check.pk)
        shown = browser.get(WHERE).content.decode()
        assert "/nowhere/" in shown
        assert "Read more" in shown
        assert LedgerEntry.objects.filter(verb="cms.links_checked").count() == 1

    def test_an_author_has_nothing_looked_through(self, portal):
        with pytest.raises(ServiceError):
            start_link_check(actor=person(portal, "author"))

    def test_the_list_is_of_ones_sections_and_can_be_taken_away(
        self, home, section, elsewhere, holder, browser_of
    ):
        for page in (section, elsewhere):
            page_with(page, 'href="/nowhere/"')
        check_links_daily()
        browser = browser_of(holder("editor", section))
        answer = browser.get(f"{WHERE}?export=csv&reason=not_found")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row[1] for row in rows[1:]] == ["/home/trips/links/"]
