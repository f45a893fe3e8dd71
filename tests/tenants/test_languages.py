"""Which language an address names, and that it ends with its request."""

import threading

import pytest
from django.test import Client
from django.urls import get_script_prefix, reverse
from django.utils import translation
from wagtail.models import Locale

from cms.models import HomePage, SectionPage, SitePage
from tenants.current import portal_context
from tenants.languages import in_language, segment, speaking, split
from tenants.models import Portal
from tenants.services import set_languages


@pytest.fixture
def speak(_public):
    def speak(portal: Portal, *languages: str, main: str = "en") -> Portal:
        with portal_context(portal):
            set_languages(
                actor=None, portal=portal, languages=list(languages), default_language=main
            )
        return Portal.objects.get(pk=portal.pk)

    return speak


@pytest.fixture
def bilingual(portal, speak) -> Portal:
    """The portal in hand with English and Welsh, and a Welsh home page."""
    portal = speak(portal, "en", "cy")
    with portal_context(portal):
        welsh = Locale.objects.get_or_create(language_code="cy")[0]
        home = HomePage.objects.get()
        copy = home.copy_for_translation(welsh)
        copy.title = copy.hero_title = "Hafan"
        copy.save_revision().publish()
    return portal


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", ("en", "/")),
        ("/about/", ("en", "/about/")),
        ("/cy/", ("cy", "/")),
        ("/cy/about/", ("cy", "/about/")),
        ("/cy", ("en", "/cy")),
        ("/cycling/", ("en", "/cycling/")),
        ("/cy/cy/", ("cy", "/cy/")),
        ("/fr/", ("en", "/fr/")),
    ],
)
def test_the_first_segment_names_the_language(path, found):
    place = Portal(languages=["en", "cy"], default_language="en")
    assert split(path, place) == found
    assert segment(found[0], place) + found[1] == path


def test_a_welsh_first_portal_has_english_below_its_code():
    place = Portal(languages=["cy", "en"], default_language="cy")
    assert split("/about/", place) == ("cy", "/about/")
    assert split("/en/about/", place) == ("en", "/about/")
    assert (segment("cy", place), segment("en", place)) == ("", "/en")


PATHS = ["/", "/complaints/", "/search/?q=school", "/sign-in/", "/sign-up/", "/new-password/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_every_address_works_below_cy_where_the_portal_has_welsh(path, bilingual, client_for):
    answer = client_for(bilingual).get(f"/cy{path}")
    assert answer.status_code == 200
    assert answer["Content-Language"] == "cy"
    assert '<html class="govuk-template" lang="cy">' in answer.content.decode()
    assert 'href="/cy/sign-in/"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_elsewhere_it_is_not_there(path, portal, client_for):
    assert client_for(portal).get(f"/cy{path}").status_code == 404


@pytest.mark.django_db
def test_pages_of_ones_own_are_below_cy_too(bilingual, client_for):
    answer = client_for(bilingual, "member").get("/cy/account/")
    assert (answer.status_code, answer["Content-Language"]) == (200, "cy")
    stranger = client_for(bilingual).get("/cy/account/")
    assert stranger["Location"] == "/cy/sign-in/?next=/cy/account/"


@pytest.mark.django_db
def test_the_way_to_the_other_language_keeps_page_and_question(bilingual, client_for):
    visitor = client_for(bilingual)
    assert 'href="/cy/search/?q=school&amp;x=1"' in visitor.get("/search/?q=school&x=1").text
    assert 'href="/search/?q=school"' in visitor.get("/cy/search/?q=school").text
    assert 'href="/cy/complaints/"' in visitor.get("/complaints/").text
    assert 'href="/complaints/"' in visitor.get("/cy/complaints/").text


@pytest.mark.django_db
def test_a_page_without_its_welsh_shows_the_english_text_and_says_so(bilingual, client_for):
    page = client_for(bilingual).get("/cy/complaints/").text
    assert "casement-not-translated" in page
    assert '<div lang="en">' in page
    assert "casement-not-translated" not in client_for(bilingual).get("/complaints/").text


@pytest.mark.django_db
def test_a_page_without_its_english_shows_the_welsh_text_and_says_so(bilingual, client_for):
    with portal_context(bilingual):
        home = HomePage.objects.get(locale__language_code="cy")
        home.add_child(
            instance=SectionPage(title="Croeso", slug="croeso", locale=home.locale)
        ).save_revision().publish()
    page = client_for(bilingual).get("/croeso/").text
    assert '<div lang="cy">' in page
    assert "only in Welsh so far" in page
    assert "casement-not-translated" not in client_for(bilingual).get("/cy/croeso/").text


@pytest.mark.django_db
def test_a_translation_at_another_address_is_led_to(bilingual, client_for):
    with portal_context(bilingual):
        welsh = Locale.objects.get(language_code="cy")
        copy = SitePage.objects.get(slug="complaints").specific.copy_for_translation(welsh)
        copy.title, copy.slug = "Cwynion", "cwynion"
        copy.save_revision().publish()
    visitor = client_for(bilingual)
    assert visitor.get("/cy/cwynion/").status_code == 200
    assert visitor.get("/cy/complaints/")["Location"] == "/cy/cwynion/"
    assert 'href="/cy/cwynion/"' in visitor.get("/complaints/").text
    assert 'href="/complaints/"' in visitor.get("/cy/cwynion/").text


@pytest.mark.django_db
def test_a_portal_whose_main_language_is_welsh(portal, speak, client_for):
    visitor = client_for(speak(portal, "cy", "en", main="cy"))
    welsh, english = visitor.get("/complaints/"), visitor.get("/en/complaints/")
    assert (welsh["Content-Language"], english["Content-Language"]) == ("cy", "en")
    assert "casement-not-translated" in welsh.text
    assert "casement-not-translated" not in english.text
    assert 'href="/en/complaints/"' in welsh.text
    assert visitor.get("/cy/complaints/")["Location"] == "/complaints/"


@pytest.mark.django_db
def test_a_portal_in_welsh_alone_shows_its_starter_pages_with_a_notice(portal, speak, client_for):
    page = client_for(speak(portal, "cy", main="cy")).get("/complaints/").text
    assert "casement-not-translated" in page
    assert "casement-languages" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en//evil.example/", "/cy/admin//evil.example/"])
def test_no_language_leads_to_another_host(path, bilingual, client_for):
    answer = client_for(bilingual).get(path)
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith("//")


@pytest.mark.django_db
def test_the_editing_area_has_one_address(bilingual, client_for):
    answer = client_for(bilingual, "editor").get("/cy/admin/pages/?q=a")
    assert answer["Location"] == "/admin/pages/?q=a"


@pytest.mark.django_db
def test_kept_pages_of_both_languages_stay_apart(bilingual, client_for, asks):
    visitor = client_for(bilingual)
    first = {path: visitor.get(path).content for path in ("/", "/cy/")}
    with asks(0):
        again = {path: visitor.get(path) for path in ("/", "/cy/")}
    assert first["/"] != first["/cy/"]
    assert {path: answer.content for path, answer in again.items()} == first
    assert again["/cy/"]["Content-Language"] == "cy"


@pytest.mark.django_db
def test_addresses_by_name_follow_the_language_in_hand(bilingual):
    with portal_context(bilingual):
        with speaking("cy"):
            assert reverse("accounts:sign_in") == "/cy/sign-in/"
        assert reverse("accounts:sign_in") == "/sign-in/"
        assert in_language("/cy/about/", "en") == "/about/"


@pytest.mark.django_db
def test_nothing_of_a_language_outlives_its_request(bilingual, other_portal, client_for):
    client_for(bilingual).get("/cy/")
    assert (translation.get_language(), get_script_prefix()) != ("cy", "/cy/")
    assert get_script_prefix() == "/"
    assert client_for(other_portal).get("/")["Content-Language"] == "en"


@pytest.mark.django_db
def test_nor_does_that_of_a_view_that_fails(bilingual, client_for, monkeypatch):
    def broken(*args: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("cms.search_views.search_portal", broken)
    visitor = client_for(bilingual)
    visitor.raise_request_exception = False
    assert visitor.get("/cy/search/?q=a").status_code == 500
    assert get_script_prefix() == "/"


@pytest.mark.slow
def test_requests_side_by_side_keep_their_languages(committed_portal):
    both = committed_portal("both", languages=["en", "cy"])
    alone = committed_portal("alone", languages=["cy"], default_language="cy")
    asked = [(both, "/sign-in/", "en"), (both, "/cy/sign-in/", "cy"), (alone, "/sign-in/", "cy")]
    wrong: list[str] = []

    def visit(portal: Portal, path: str, language: str) -> None:
        visitor = Client(HTTP_HOST=portal.primary_domain)
        for _ in range(8):
            answer = visitor.get(path)
            home = f'class="casement-header__home" href="{path.removesuffix("sign-in/")}"'
            if answer["Content-Language"] != language or home not in answer.text:
                wrong.append(f"{portal.slug}{path}: {answer['Content-Language']}")

    threads = [threading.Thread(target=_closing(visit), args=one) for one in asked * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def _closing(work):
    def done(*args: object) -> None:
        from django.db import connection

        try:
            work(*args)
        finally:
            connection.close()

    return done
