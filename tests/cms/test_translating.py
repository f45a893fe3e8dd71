"""Pages put into Welsh side by side, within people's rights (C4)."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cms.models import HomePage, SectionPage, SitePage
from tenants.models import Portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def welsh(bilingual) -> Locale:
    """Welsh, with a home page to translate below."""
    locale = Locale.objects.get_or_create(language_code="cy")[0]
    HomePage.objects.get().copy_for_translation(locale).save_revision().publish()
    return locale


@pytest.fixture
def zebras() -> SitePage:
    home = SitePage.objects.get(slug="home", locale__language_code="en")
    page = home.add_child(
        instance=SectionPage(title="Zebras", slug="zebras", search_description="Striped.")
    )
    page.save_revision().publish()
    return page


@pytest.fixture
def translate(bilingual, welsh, zebras, client_for):
    """Begin the translation of the page as somebody of a role."""

    def begin(role: str, page: SitePage = zebras):
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        return client_for(bilingual, role).post(address, {"locales": [welsh.pk]})

    return begin


def put(browser, translation: Translation, words: dict[str, str]) -> None:
    """Write translations of strings, as the editor's screen does."""
    for segment in StringSegment.objects.filter(source=translation.source):
        if segment.string.data in words:
            address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
            answer = browser.put(
                address, f"value={words[segment.string.data]}", "application/x-www-form-urlencoded"
            )
            assert answer.status_code in (200, 201), answer.content


def test_an_editor_begins_and_a_publisher_puts_it_up(
    translate, bilingual, zebras, welsh, client_for, django_capture_on_commit_callbacks
):
    answer = translate("editor")
    sister = zebras.get_translation(welsh)
    assert answer.status_code == 302
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[sister.pk])
    assert not sister.live

    publisher = client_for(bilingual, "publisher")
    screen = publisher.get(answer.url).text
    assert "js-translation-editor" in screen
    assert "Zebras" in screen
    translation = Translation.objects.get()
    put(publisher, translation, {"Zebras": "Sebras", "zebras": "sebras", "Striped.": "Streipiog."})
    with django_capture_on_commit_callbacks(execute=True):
        publisher.post(answer.url, {"action": "publish"})
    shown = client_for(bilingual).get("/cy/sebras/").text
    assert "Sebras" in shown
    assert "Streipiog." in shown


def test_what_changes_is_taken_over_and_published_only_by_who_may(
    translate, bilingual, zebras, client_for
):
    translate("publisher")
    source = TranslationSource.objects.get()
    zebras.title = "Zebras and quaggas"
    zebras.save_revision().publish()
    address = f"/admin/localize/update/{source.pk}/"

    editor = client_for(bilingual, "editor")
    assert "publish_translations" not in editor.get(address).text
    assert "publish_translations" in client_for(bilingual, "publisher").get(address).text
    assert editor.post(address, {"publish_translations": "on"}).status_code == 302
    strings = StringSegment.objects.filter(source=source).values_list("string__data", flat=True)
    assert "Zebras and quaggas" in strings
    assert not Translation.objects.get().get_target_instance().live


@pytest.mark.parametrize("role", ["author", "member", "moderator"])
def test_others_begin_none_of_pages_that_they_may_not_edit(translate, role, zebras):
    assert translate(role).status_code in (200, 302, 403)
    assert zebras.get_translations().count() == 0
    assert Translation.objects.count() == 0


def test_a_page_below_one_that_is_not_translated_waits_for_that(translate, zebras):
    below = zebras.add_child(instance=SectionPage(title="Foals", slug="foals"))
    below.save_revision().publish()
    answer = translate("publisher", below)
    assert answer.status_code == 200
    assert "Translate the page above it first" in answer.text
    assert below.get_translations().count() == 0


def test_only_the_portals_languages_are_offered(translate, bilingual, zebras):
    Portal.objects.filter(pk=bilingual.pk).update(languages=["en"], content_version=2**41)
    assert translate("publisher").status_code == 200
    assert zebras.get_translations().count() == 0


def test_every_starter_page_can_be_put_into_welsh(portal, welsh):
    pages = [page.specific for page in SitePage.objects.exclude(locale=welsh).order_by("path")]
    for page in pages:
        source, _made = TranslationSource.get_or_create_from_instance(page)
        source.create_or_update_translation(
            welsh, publish=True, copy_parent_pages=True, fallback=True
        )
    assert len(pages) > 10
    assert SitePage.objects.filter(locale=welsh).count() == len(pages)
