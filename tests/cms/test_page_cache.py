"""Public pages are kept for anonymous visitors, and stale exactly when they change."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from cms.models import SitePage
from tenants.services import rename_portal, set_theme

pytestmark = pytest.mark.django_db


def _publish(slug: str, title: str) -> None:
    page = SitePage.objects.get(slug=slug).specific
    page.title = title
    page.save_revision().publish()


def test_a_kept_page_asks_nothing_and_carries_no_cookie(
    portal, client_for, django_assert_num_queries
):
    client = client_for(portal)
    first = client.get("/contact/")
    with django_assert_num_queries(0):
        second = client.get("/contact/")
    assert second.content == first.content
    assert not second.cookies
    assert second.headers["Cache-Control"] == "no-cache"
    assert "Cookie" not in second.headers.get("Vary", "")


def test_a_browser_that_has_the_page_gets_304(portal, client_for):
    client = client_for(portal)
    etag = client.get("/contact/").headers["ETag"]
    again = client.get("/contact/", headers={"If-None-Match": etag})
    assert again.status_code == 304
    _publish("contact", "Talk to us")
    assert client.get("/contact/", headers={"If-None-Match": etag}).status_code == 200


def test_publishing_shows_at_once(portal, client_for):
    client = client_for(portal)
    client.get("/contact/")
    _publish("contact", "Talk to us")
    assert "Talk to us" in client.get("/contact/").content.decode()


@pytest.mark.parametrize("path", ["/", "/about/"])
def test_the_menu_of_other_pages_follows(portal, client_for, path):
    client = client_for(portal)
    client.get(path)
    _publish("get-help", "Help for you")
    assert "Help for you" in client.get(path).content.decode()


def test_moving_and_deleting_show_at_once(portal, client_for):
    client = client_for(portal)
    assert client.get("/about/our-principles/").status_code == 200
    page = SitePage.objects.get(slug="our-principles")
    page.move(SitePage.objects.get(slug="get-help"), pos="last-child")
    assert client.get("/get-help/our-principles/").status_code == 200
    SitePage.objects.get(slug="our-principles").delete()
    assert client.get("/get-help/our-principles/").status_code == 404


def test_theme_and_name_show_at_once(portal, client_for):
    client = client_for(portal)
    before = client.get("/").content.decode()
    set_theme(actor=None, portal=portal, values={"brand_colour": "#5b1a6e"})
    after = client.get("/").content.decode()
    assert _stylesheet(before) != _stylesheet(after)
    assert "#5b1a6e" in client.get(_stylesheet(after)).content.decode()
    rename_portal(actor=None, portal=portal, name="Harbour Parents")
    assert "Harbour Parents" in client.get("/").content.decode()


def test_a_redirect_works_at_once(portal, client_for):
    client = client_for(portal)
    assert client.get("/old/").status_code == 404
    Redirect.add_redirect("/old", SitePage.objects.get(slug="contact"))
    assert client.get("/old/").headers["Location"].endswith("/contact/")


def test_signed_in_people_get_their_own_page(portal, client_for):
    visitor, member = client_for(portal), client_for(portal, "member")
    assert "Sign out" in member.get("/contact/").content.decode()
    assert "Sign out" not in visitor.get("/contact/").content.decode()
    assert "Sign out" in member.get("/contact/").content.decode()
    assert "private" in member.get("/contact/").headers["Cache-Control"]


def test_search_and_forms_are_never_kept(portal, client_for):
    for path in ("/search/?q=help", "/sign-in/"):
        assert "private" in client_for(portal).get(path).headers["Cache-Control"]


def test_a_head_request_is_answered_like_get_without_a_body(portal, client_for):
    head = client_for(portal).head("/contact/")
    assert head.status_code == 200
    assert head.content == b""


def test_every_answer_carries_the_security_headers(portal, client_for):
    for path in ("/", "/search/?q=x", "/nothing/", "/sign-in/"):
        headers = Client(HTTP_HOST=portal.primary_domain).get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def _stylesheet(html: str) -> str:
    return "/brand/" + html.split('rel="stylesheet" href="/brand/')[1].split('"')[0]
