"""Links to drafts: for some days, for this page, on this portal, and for nobody to keep (C5)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import LedgerEntry
from cms.editing.previews import address_of_preview, end_preview, forget_old_links, share_draft
from cms.models import ComplaintsPage, PreviewLink, SectionPage
from tenants.errors import ServiceError
from tests.conftest import person


@pytest.fixture
def draft(section):
    section.title = "Trips by bus"
    section.save_revision()
    return section


@pytest.fixture
def link(admin, draft):
    return share_draft(actor=admin, page=draft, for_whom="School council")


def path_of(link):
    return "/" + address_of_preview(link, "en").split("/", 3)[3]


def test_it_shows_the_draft_and_says_until_when(portal, draft, link, client_for):
    answer = client_for(portal).get(path_of(link))
    text = answer.content.decode()
    assert "Trips by bus" in text
    assert "Draft preview" in text
    assert "until" in text
    assert b"Trips by bus" not in client_for(portal).get("/trips/").content


def test_nobody_keeps_or_finds_it(portal, link, client_for):
    browser = client_for(portal)
    answer = browser.get(path_of(link))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not browser.cookies
    link.page.title = "Changed again"
    draft = link.page.specific
    draft.title = "Changed again"
    draft.save_revision()
    assert b"Changed again" in browser.get(path_of(link)).content


def test_a_draft_with_a_form_sets_no_cookie_either(portal, admin, client_for):
    page = ComplaintsPage.objects.first()
    link = share_draft(actor=admin, page=page)
    browser = client_for(portal)
    assert b"<form" in browser.get(path_of(link)).content
    assert not browser.cookies


def test_a_page_that_was_never_published_can_be_read(portal, admin, home, client_for):
    page = home.add_child(instance=SectionPage(title="Not yet", slug="not-yet", live=False))
    link = share_draft(actor=admin, page=page)
    assert b"Not yet" in client_for(portal).get(path_of(link)).content


def test_it_ends_by_itself(portal, link, client_for):
    path = path_of(link)
    assert link.ends_at - timezone.now() < timedelta(days=7)
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert client_for(portal).get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        answer = client_for(portal).get(path)
        assert answer.status_code == 410
        assert b"This preview has ended" in answer.content


def test_somebody_ends_it(portal, link, client_for):
    path = path_of(link)
    browser = client_for(portal, "editor")
    browser.post(f"/admin/pages/{link.page_id}/previews/", {"end": str(link.pk)})
    assert client_for(portal).get(path).status_code == 410
    assert LedgerEntry.objects.latest("number").verb == "cms.preview_ended"


def test_it_ends_with_its_page(portal, section, link, client_for):
    path = path_of(link)
    section.delete()
    assert client_for(portal).get(path).status_code == 410


def test_a_token_that_is_altered_opens_nothing(portal, link, client_for):
    assert client_for(portal).get(path_of(link)[:-3] + "xy/").status_code == 404
    assert client_for(portal).get("/preview/nothing/").status_code == 404


def test_a_page_of_a_module_that_is_off_stays_hidden(portal, admin, draft, link, client_for):
    draft.module = "forum"
    draft.save_revision()
    portal.modules = [one for one in portal.modules if one != "forum"]
    portal.save()
    assert client_for(portal).get(path_of(link)).status_code == 404


def test_those_who_edit_the_page_make_links_and_nobody_else(
    portal, section, elsewhere, holder, browser_of
):
    ann = holder("editor", section)
    path = "/admin/pages/{}/previews/"
    sent = {"days": "7", "for_whom": "Governors"}
    assert browser_of(ann).post(path.format(section.pk), sent).status_code == 302
    assert PreviewLink.objects.get().for_whom == "Governors"
    browser_of(ann).post(path.format(elsewhere.pk), sent)
    assert PreviewLink.objects.count() == 1
    for role in ("author", "member"):
        with pytest.raises(ServiceError):
            share_draft(actor=person(portal, role), page=section)


@pytest.mark.parametrize("days", [0, 31])
def test_the_days_have_bounds(admin, section, days):
    with pytest.raises(ServiceError):
        share_draft(actor=admin, page=section, days=days)


def test_who_may_not_share_may_not_end(portal, link):
    with pytest.raises(ServiceError):
        end_preview(actor=person(portal, "author"), link=link)


def test_links_are_listed_and_forgotten_long_after_their_end(portal, link, client_for):
    shown = client_for(portal, "editor").get(f"/admin/pages/{link.page_id}/previews/")
    assert "School council" in shown.content.decode()
    assert address_of_preview(link, "en").split("/preview/")[0] in shown.content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=36)):
        assert forget_old_links() == 0
    with time_machine.travel(timezone.now() + timedelta(days=38)):
        assert forget_old_links() == 1
