"""What the form of a page asks for, and where pages can be added (C2, C5)."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.models import HomePage, SectionPage, SitePage
from tests.cms.editing.conftest import fields

PUBLISH = {"action-publish": "1"}


@pytest.fixture
def home(portal):
    return HomePage.objects.get()


@pytest.fixture
def editor(portal, client_for):
    return client_for(portal, "publisher")


@pytest.fixture
def add(home, editor):
    """Send the form of a new section; return the answer and the page, if there is one."""

    def sent(**changes):
        answer = editor.post(f"/admin/pages/add/cms/sectionpage/{home.pk}/", fields(**changes))
        return answer, SectionPage.objects.filter(slug="trips").first()

    return sent


def block(kind: str, **values: str) -> dict[str, str]:
    """What a browser sends of a body with one block."""
    names = {f"body-0-value-{name}": value for name, value in values.items()}
    about = {"body-0-deleted": "", "body-0-order": "0", "body-0-type": kind, "body-0-id": ""}
    return {"body-count": "1", **about, **names}


UNFINISHED = [
    (
        "action",
        {"label": "Ask us", "text": "", "page": "", "address": ""},
        "Choose a page, or give",
    ),
    (
        "video",
        {"title": "A film", "address": "", "length": "", "transcript": "null"},
        "This field is required",
    ),
    (
        "image",
        {"image": "", "alternative": "", "caption": ""},
        "This field is required",
    ),
]


@pytest.mark.parametrize(("kind", "values", "why"), UNFINISHED)
def test_an_unfinished_block_is_saved_in_a_draft_and_not_published(
    add, portal, editor, kind, values, why
):
    answer, page = add(**block(kind, **values), **PUBLISH)
    assert answer.status_code == 200
    assert why in answer.text
    assert page is None
    answer, page = add(**block(kind, **values))
    assert answer.status_code == 302
    assert not page.live
    draft = page.get_latest_revision_as_object()
    assert [each.block_type for each in draft.body] == [kind]
    assert editor.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200


def test_an_action_has_a_page_or_an_address_and_never_both(add, home):
    both = block("action", label="Ask us", text="", page=str(home.pk), address="/contact/")
    answer, page = add(**both)
    assert "not both" in answer.text
    assert page is None


def test_lists_of_events_and_news_offer_the_portals_localities(add, client_for, portal):
    values = {"heading": "Next", "most": "3", "locality": "nowhere"}
    answer, page = add(**block("events_list", **values), **PUBLISH)
    assert page is None
    assert "nowhere is not one of the available choices" in answer.text
    answer, page = add(**block("events_list", **(values | {"locality": "east"})), **PUBLISH)
    assert page.live
    assert page.body[0].value["locality"] == "east"


def test_the_choice_of_localities_is_that_of_the_portal_in_hand(in_portal, portal, client_for):
    from accounts.models import Locality
    from cms.blocks.lists import localities

    assert localities() == [("east", "East"), ("west", "West")]
    Locality.objects.filter(slug="west").delete()
    assert localities() == [("east", "East")]


def test_the_add_on_of_a_page_is_chosen_from_those_there_are(editor, home, add):
    form = BeautifulSoup(
        editor.get(f"/admin/pages/add/cms/sectionpage/{home.pk}/").content, "html.parser"
    )
    offered = [option["value"] for option in form.find("select", {"name": "module"})("option")]
    assert offered == ["", "forum", "governance", "casework"]
    answer, page = add(module="form", **PUBLISH)
    assert page is None
    assert "form is not one of the available choices" in answer.text


def test_a_page_does_not_go_live_in_the_past(add):
    past = (timezone.localtime() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    answer, page = add(go_live_at=past)
    assert "This is in the past" in answer.text
    assert page is None
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    assert add(go_live_at=later)[0].status_code == 302


def test_the_summary_says_where_it_stands(editor, home):
    form = editor.get(f"/admin/pages/add/cms/sectionpage/{home.pk}/").text
    assert "They stand below the title" in form
    assert "underneath a headline in search engine results" not in form


@pytest.mark.parametrize("role", ["author", "editor", "publisher", "portal_administrator"])
def test_nobody_adds_anything_beside_the_home_page(portal, client_for, role):
    browser, root = client_for(portal, role), Page.objects.get(depth=1)
    assert browser.get(f"/admin/pages/{root.pk}/add_subpage/").status_code in (302, 403)
    for kind in ("sectionpage", "homepage"):
        path = f"/admin/pages/add/cms/{kind}/{root.pk}/"
        assert browser.post(path, fields(hero_title="Two")).status_code in (302, 403)
    assert root.get_children().count() == 1


def test_each_type_says_what_it_is_for(editor, home):
    page = BeautifulSoup(editor.get(f"/admin/pages/{home.pk}/add_subpage/").content, "html.parser")
    offered = page.select(
        "ul.listing li, table.listing td, .page-types li, li:has(a[href*='/add/'])"
    )
    types = [row for row in offered if row.find("a", href=lambda url: url and "/pages/add/" in url)]
    assert len(types) > 5
    assert all(row.find("small") for row in types)


@pytest.mark.parametrize("kind", ["contactpage", "complaintspage", "finderpage", "newspage"])
def test_some_types_have_one_page_in_each_language(editor, home, portal, kind):
    app = {"finderpage": "directory", "newspage": "news"}.get(kind, "cms")
    model = next(
        m
        for m in SitePage.__subclasses__()
        + [sub for each in SitePage.__subclasses__() for sub in each.__subclasses__()]
        if m._meta.model_name == kind
    )
    if not model.objects.exists():
        home.add_child(instance=model(title="The one", slug="the-one"))
    assert (
        f"/admin/pages/add/{app}/{kind}/"
        not in editor.get(f"/admin/pages/{home.pk}/add_subpage/").text
    )
    model.objects.all().delete()
    assert model.can_create_at(home)


@pytest.mark.parametrize("role", ["author", "publisher"])
def test_the_list_of_pages_begins_at_the_home_page(portal, home, client_for, role):
    answer = client_for(portal, role).get("/admin/pages/")
    assert answer.url == f"/admin/pages/{home.pk}/"


def test_with_two_home_pages_it_begins_above_them(bilingual, home, client_for):
    home.copy_for_translation(Locale.objects.get_or_create(language_code="cy")[0])
    shown = client_for(bilingual, "publisher").get("/admin/pages/")
    assert shown.status_code == 200
