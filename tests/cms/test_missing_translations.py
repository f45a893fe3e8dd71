"""The list of what has still to be translated."""

import pytest
from wagtail.models import Locale

from cms.models import HomePage, SitePage
from cms.page_map import page_map
from tenants.current import portal_context
from tenants.models import Portal

PATH = "/admin/missing-translations/"


@pytest.fixture
def bilingual(bilingual) -> Portal:
    """With a Welsh home page."""
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    HomePage.objects.get().copy_for_translation(welsh).save_revision().publish()
    return Portal.objects.get(pk=bilingual.pk)


@pytest.mark.django_db
def test_editors_see_what_lacks_a_translation_and_where_it_shows(bilingual, client_for):
    page = client_for(bilingual, "editor").get(PATH).text
    assert "/cy/complaints/" in page
    assert "Cymraeg" in page
    with portal_context(bilingual):
        home = HomePage.objects.get(locale__language_code="en")
        assert f"/admin/pages/{home.pk}/edit/" not in page.partition("<tbody>")[2]


@pytest.mark.django_db
def test_a_page_leaves_the_list_when_its_translation_is_published(bilingual, client_for):
    with portal_context(bilingual):
        welsh = Locale.objects.get(language_code="cy")
        complaints = SitePage.objects.get(slug="complaints").specific
        complaints.copy_for_translation(welsh).save_revision().publish()
    assert "/cy/complaints/" not in client_for(bilingual, "editor").get(PATH).text


@pytest.mark.django_db
def test_a_portal_of_one_language_lacks_nothing(portal, client_for):
    page = client_for(portal, "editor").get(PATH).text
    assert "Nothing is missing" in page
    assert str(len(page_map().entries)) in page


@pytest.mark.django_db
def test_members_do_not_see_it(bilingual, client_for):
    assert client_for(bilingual, "member").get(PATH).status_code == 403
