"""Old addresses keep leading to pages that moved or were renamed; circles are refused (C5)."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from cms.models import HomePage, SectionPage
from tests.cms.editing.conftest import fields

ADD = "/admin/redirects/add/"


@pytest.fixture
def below(section):
    page = section.add_child(instance=SectionPage(title="Beach", slug="beach"))
    page.save_revision().publish()
    return page


@pytest.fixture
def boss(portal, client_for):
    return client_for(portal, "portal_administrator")


def leads_to(client, path):
    answer = client.get(path)
    return answer.headers.get("Location") if answer.status_code in (301, 302) else None


def test_a_page_that_is_moved_and_all_below_it(portal, boss, section, below, elsewhere, client_for):
    visitor = client_for(portal)
    assert visitor.get("/trips/beach/").status_code == 200
    path = f"/admin/pages/{section.pk}/move/{elsewhere.pk}/confirm/"
    assert boss.post(path).status_code == 302
    assert leads_to(visitor, "/trips/") == "/food/trips/"
    assert leads_to(visitor, "/trips/beach/") == "/food/trips/beach/"


def test_a_page_that_is_renamed_and_all_below_it(portal, boss, section, below, client_for, commits):
    sent = fields(slug="outings", **{"action-publish": "1"})
    with commits():
        assert boss.post(f"/admin/pages/{section.pk}/edit/", sent).status_code == 302
    visitor = client_for(portal)
    assert leads_to(visitor, "/trips/") == "/outings/"
    assert leads_to(visitor, "/trips/beach/") == "/outings/beach/"


def test_a_page_that_goes_there_and_back_leads_in_no_circle(
    portal, boss, section, elsewhere, home, client_for
):
    for target in (elsewhere, home):
        boss.post(f"/admin/pages/{section.pk}/move/{target.pk}/confirm/")
    visitor = client_for(portal)
    assert visitor.get("/trips/").status_code == 200
    assert leads_to(visitor, "/food/trips/") == "/trips/"


def test_a_welsh_sister_has_her_own_old_address(portal, boss, section, client_for, commits):
    portal.languages = ["en", "cy"]
    portal.save()
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    home = HomePage(
        title="Cartref",
        slug="cartref",
        hero_title="Cartref",
        locale=welsh,
        translation_key=HomePage.objects.get().translation_key,
    )
    Page.get_first_root_node().add_child(instance=home)
    sister = SectionPage(
        title="Teithiau", slug="teithiau", locale=welsh, translation_key=section.translation_key
    )
    home.add_child(instance=sister)
    sister.save_revision().publish()
    visitor = client_for(portal)
    assert visitor.get("/cy/teithiau/").status_code == 200
    sent = fields(title="Teithiau", slug="tripiau", **{"action-publish": "1"})
    with commits():
        assert boss.post(f"/admin/pages/{sister.pk}/edit/", sent).status_code == 302
    assert leads_to(visitor, "/cy/teithiau/") == "/cy/tripiau/"
    assert visitor.get("/trips/").status_code == 200


class TestCircles:
    """Wagtail's form takes whole addresses alone."""

    @pytest.mark.parametrize("target", ["/a/", "/a", "/a/?", "/a/#top"])
    def test_an_address_that_leads_to_itself_is_refused(self, portal, boss, target):
        answer = boss.post(ADD, {"old_path": "/a/", "redirect_link": portal.url(target)})
        assert "This would lead in a circle" in answer.content.decode()
        assert not Redirect.objects.exists()

    def test_a_way_round_over_others_is_refused_in_plain_words(self, portal, boss):
        for old, new in (("/a", "/b/"), ("/b", "/c/")):
            sent = {"old_path": old, "redirect_link": portal.url(new)}
            assert boss.post(ADD, sent).status_code == 302
        answer = boss.post(ADD, {"old_path": "/c", "redirect_link": portal.url("/a/")})
        assert "This would lead in a circle" in answer.content.decode()
        assert Redirect.objects.count() == 2

    def test_changing_one_into_a_circle_is_refused_too(self, portal, boss):
        first = Redirect.objects.create(old_path="/a", redirect_link=portal.url("/b/"))
        Redirect.objects.create(old_path="/b", redirect_link=portal.url("/c/"))
        sent = {"old_path": "/c", "redirect_link": portal.url("/b/")}
        assert boss.post(f"/admin/redirects/{first.pk}/", sent).status_code == 200
        first.refresh_from_db()
        assert first.old_path == "/a"

    def test_a_way_on_to_a_page_or_another_site_is_no_circle(self, boss, section):
        for path, sent in (
            ("/one", {"redirect_page": section.pk}),
            ("/a", {"redirect_link": "https://example.org/a/"}),
        ):
            assert boss.post(ADD, {"old_path": path, **sent}).status_code == 302
        assert Redirect.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"redirect_link": ""}, "Choose a page, or enter an address"),
        ({"redirect_link": "news"}, "Start the address with / or https://."),
        ({"redirect_link": "//evil.example/"}, "Start the address with / or https://."),
        ({"redirect_link": "javascript:alert(1)"}, "Start the address with / or https://."),
        ({"old_path": "/trips/", "redirect_link": "/news/"}, "is published at this address"),
    ],
)
def test_a_redirect_that_would_do_nothing_is_refused(boss, section, sent, why):
    answer = boss.post(ADD, {"old_path": "/old/", "site": "", "redirect_page": "", **sent})
    assert why in answer.text
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("link", ["/food/", "https://example.org/food/"])
def test_it_leads_to_an_address_of_the_site_or_of_another(portal, boss, client_for, link):
    boss.post(ADD, {"old_path": "/old/", "site": "", "redirect_page": "", "redirect_link": link})
    assert leads_to(client_for(portal), "/old/") == link
