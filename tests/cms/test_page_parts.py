"""Blocks and parts of pages: videos, cards, questions, forms, files of a publication (C2)."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.models import Document

from cms.blocks.video import VideoBlock, player_of
from cms.models import GuidePage, HomePage, PublicationPage, SectionPage, ServicePage
from tenants.content_version import public_content_changed

BLOCK = "22222222-2222-4222-8222-222222222222"
FILM = {
    "title": "A first meeting",
    "address": "https://www.youtube.com/watch?v=abcdefghijk",
    "length": "3 minutes",
    "transcript": "<p>Two people talk.</p>",
}


@pytest.fixture
def publish(portal, client_for):
    def made(page, slug="shown"):
        page.slug = slug
        HomePage.objects.get().add_child(instance=page)
        public_content_changed()
        return page

    return made


@pytest.fixture
def see(portal, client_for):
    return lambda path="/shown/": BeautifulSoup(client_for(portal).get(path).content, "html.parser")


def film(where="body", inside=False):
    block = {"type": "video", "id": BLOCK, "value": FILM}
    if inside:
        return [{"type": "part", "value": {"title": "One", "body": [block]}}]
    return [block]


@pytest.mark.parametrize(
    "page",
    [
        lambda: SectionPage(title="Film", body=film()),
        lambda: GuidePage(title="Film", parts=film(inside=True)),
    ],
)
def test_a_video_loads_nothing_before_it_is_chosen(publish, see, portal, client_for, page):
    made = publish(page())
    shown = see()
    assert shown.find("iframe") is None
    assert "Two people talk." in shown.main.get_text()
    link = shown.find("a", href=f"/videos/{made.pk}/{BLOCK}/")
    assert "3 minutes" in link.get_text()

    answer = client_for(portal).get(link["href"])

    frame = BeautifulSoup(answer.content, "html.parser").iframe
    assert frame["src"] == "https://www.youtube-nocookie.com/embed/abcdefghijk"
    assert "frame-src https://www.youtube-nocookie.com" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_other_pages_let_no_frame_in_and_other_ids_lead_nowhere(publish, portal, client_for):
    made = publish(SectionPage(title="Film", body=film()))
    client = client_for(portal)

    assert "frame-src" not in client.get("/shown/")["Content-Security-Policy"]
    other = BLOCK.replace("2", "3")
    assert client.get(f"/videos/{made.pk}/{other}/").status_code == 404
    made.unpublish()
    assert client.get(f"/videos/{made.pk}/{BLOCK}/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/watch?v=abcdefghijk",
        "https://www.youtube.com.evil.example/watch?v=abcdefghijk",
        "http://youtu.be/abcdefghijk",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_is_no_video_is_refused(portal, address):
    assert player_of(address) == ("", "")
    block = VideoBlock()
    with pytest.raises((StructBlockValidationError, ValidationError)):
        block.clean(block.to_python({**FILM, "address": address}))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://youtu.be/abcdefghijk", "YouTube"),
        ("https://www.youtube.com/embed/abcdefghijk", "YouTube"),
        ("https://vimeo.com/123456789", "Vimeo"),
        ("https://player.vimeo.com/video/123456789", "Vimeo"),
    ],
)
def test_the_players_that_we_know(address, name):
    assert player_of(address)[0] == name


def test_a_service_card_has_the_services_own_words_and_goes_with_it(publish, see):
    service = publish(ServicePage(title="Helpline", search_description="Call us"), "helpline")
    publish(SectionPage(title="Cards", body=[("service", {"page": service})]))

    assert see().select_one(".casement-card a")["href"] == "/helpline/"
    service.unpublish()
    assert see().select_one(".casement-card") is None


def test_questions_and_a_form_stand_in_a_page(publish, see):
    body = [
        ("questions", [{"question": "Is it free?", "answer": "<p>Yes.</p>"}]),
        ("form", {"title": "Ask", "text": "We answer.", "form": "complaint_form"}),
    ]
    publish(SectionPage(title="Parts", body=body))

    page = see()
    assert page.main.details.summary.get_text() == "Is it free?"
    assert page.find("a", string="Comment or complain")["href"] == "/comment-or-complain/"


def test_a_publication_lists_its_files_by_format_and_language(publish, see):
    document = Document.objects.create(title="File", file=ContentFile(b"%PDF-1", "leaflet.pdf"))
    files = [
        {
            "type": "file",
            "value": {"document": document.pk, "format": "easy_read", "language": "cy"},
        }
    ]
    publish(PublicationPage(title="Meetings", files=files))

    link = see().select_one(".casement-documents__link")
    assert "Meetings: Easy read, Cymraeg (PDF" in link.get_text()
    assert link["hreflang"] == "cy"
