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
    assert "Summary" in screen
    assert "Meta description" not in screen
    assert "Zebras" in screen
    translation = Translation.objects.get()
    put(publisher, translation, {"Zebras": "Sebras", "zebras": "sebras", "Striped.": "Streipiog."})
    with django_capture_on_commit_callbacks(execute=True):
        publisher.post(answer.url, {"action": "publish"})
    shown = client_for(bilingual).get("/cy/sebras/").text
    assert "Sebras" in shown
    assert "Streipiog." in shown


WELSH_WORDS = {"Zebras": "Sebras", "zebras": "sebras", "Striped.": "Streipiog."}


def readers_see(portal, client_for, path: str) -> str:
    """Return in which language an address shows: "en" where it is the English page's notice."""
    shown = client_for(portal).get(path).text
    return "en" if "casement-not-translated" in shown else "cy"


def test_a_translation_that_a_publisher_begins_is_a_draft(
    translate, bilingual, zebras, welsh, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        translate("publisher")
    assert not zebras.get_translation(welsh).live
    assert readers_see(bilingual, client_for, "/cy/zebras/") == "en"
    listed = client_for(bilingual, "editor").get("/admin/missing-translations/").text
    assert "/cy/zebras/" in listed
    assert "Begun, not published" in listed


def test_it_is_not_published_with_a_text_missing(
    translate, bilingual, zebras, welsh, client_for, django_capture_on_commit_callbacks
):
    translate("publisher")
    publisher, sister = client_for(bilingual, "publisher"), zebras.get_translation(welsh)
    put(publisher, Translation.objects.get(), {"Zebras": "Sebras", "zebras": "sebras"})
    address = reverse("wagtailadmin_pages:edit", args=[sister.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = publisher.post(address, {"action": "publish"}, follow=True)
    assert "texts to translate: 1" in answer.text
    many = f"/admin/bulk/wagtailcore/page/publish/?id={sister.pk}"
    above = f"/admin/bulk/wagtailcore/page/publish/?id={sister.get_parent().pk}"
    with django_capture_on_commit_callbacks(execute=True):
        publisher.post(many)
        publisher.post(above, {"include_descendants": "on"})
    sister.refresh_from_db()
    assert not sister.live
    assert readers_see(bilingual, client_for, "/cy/zebras/") == "en"


def test_a_translation_is_out_of_date_from_the_next_change_until_it_is_published_again(
    translate, bilingual, zebras, welsh, client_for, django_capture_on_commit_callbacks
):
    translate("publisher")
    publisher, sister = client_for(bilingual, "publisher"), zebras.get_translation(welsh)
    translation = Translation.objects.get()
    put(publisher, translation, WELSH_WORDS)
    edit = reverse("wagtailadmin_pages:edit", args=[sister.pk])

    def publish(address: str, data: dict[str, str]) -> bool:
        """Publish, and return whether the page is listed as one that changed since."""
        with django_capture_on_commit_callbacks(execute=True):
            publisher.post(address, data)
        shown = client_for(bilingual, "editor").get("/admin/missing-translations/").text
        return "Changed since" in shown.partition("<tbody>")[2]

    assert not publish(edit, {"action": "publish"})
    zebras.refresh_from_db()
    zebras.search_description = "Striped horses."
    zebras.save_revision().publish()
    renew = f"/admin/localize/update/{translation.source_id}/"
    assert publish(edit, {"action": "publish"})
    assert publish(renew, {"publish_translations": "on"})
    assert "Striped horses." not in client_for(bilingual).get("/cy/sebras/").text
    put(publisher, translation, {"Striped horses.": "Ceffylau streipiog."})
    assert not publish(edit, {"action": "publish"})
    assert "Ceffylau streipiog." in client_for(bilingual).get("/cy/sebras/").text


def test_a_mere_copy_of_a_page_is_not_its_welsh_version(bilingual, zebras, welsh, client_for):
    copied = zebras.copy_for_translation(welsh, alias=True)
    copied.refresh_from_db()
    assert copied.live
    assert readers_see(bilingual, client_for, "/cy/zebras/") == "en"
    client_for(bilingual, "publisher").post(
        reverse("wagtail_localize:submit_page_translation", args=[zebras.pk]),
        {"locales": [welsh.pk]},
    )
    assert not SitePage.objects.get(pk=copied.pk).live


BEGIN = "/admin/localize/submit/page/%d/"


@pytest.mark.parametrize(("role", "offered"), [("author", False), ("editor", True)])
def test_only_who_may_translate_a_page_is_offered_it(
    bilingual, welsh, zebras, client_for, role, offered
):
    above = client_for(bilingual, role).get(f"/admin/pages/{zebras.get_parent().pk}/").text
    assert (BEGIN % zebras.pk in above) is offered
    screen = client_for(bilingual, role).get(BEGIN % zebras.pk).text
    assert ("you may not edit it" in screen) is not offered


def test_nobody_is_offered_what_is_begun_already(translate, bilingual, zebras, client_for):
    translate("editor")
    editor = client_for(bilingual, "editor")
    assert BEGIN % zebras.pk not in editor.get(f"/admin/pages/{zebras.get_parent().pk}/").text
    assert "there, or begun, in each" in editor.get(BEGIN % zebras.pk).text


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
