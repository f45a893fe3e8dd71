"""Files are what they say, or are refused."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.uploads import LARGEST, check_document

PDF = b"%PDF-1.7\n%minimal"


def _office(*names: str, content: bytes = b"<xml/>") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leaflet.pdf", PDF),
        ("letter.DOCX", _office("word/document.xml")),
        ("table.ods", _office("content.xml")),
        ("notes.txt", "Ŵyn bach".encode()),
        ("list.csv", b"name\nJos\xe9\n"),
    ],
)
def test_genuine_files_pass(name, content):
    check_document(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leaflet.pdf", b"MZ\x90 an executable", "not a PDF"),
        ("letter.docx", PDF, "not a DOCX"),
        ("letter.docx", _office("evil.exe"), "not a DOCX"),
        ("table.xlsx", _office("xl/workbook.xml", content=b"0" * 5_000_000), "not a XLSX"),
        ("notes.txt", b"\x7fELF\x02", "not a TXT"),
        ("page.html", b"<script>", "of these kinds"),
        ("noname", b"x", "of these kinds"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content, words):
    with pytest.raises(ValidationError, match=words):
        check_document(SimpleUploadedFile(name, content))


def test_a_file_that_is_too_large_is_refused():
    upload = SimpleUploadedFile("big.pdf", PDF)
    upload.size = LARGEST + 1
    with pytest.raises(ValidationError, match="smaller"):
        check_document(upload)


@pytest.mark.django_db
def test_the_editors_form_refuses_a_false_document_beside_the_field(portal, client_for):
    editor = client_for(portal, "editor")
    upload = SimpleUploadedFile("leaflet.pdf", b"MZ an executable")
    page = editor.post(reverse("wagtaildocs:add_multiple"), {"files[]": upload, "title": "Leaflet"})
    assert "not a PDF" in page.content.decode()
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_the_editors_form_refuses_a_false_image(portal, client_for):
    editor = client_for(portal, "editor")
    upload = SimpleUploadedFile("photo.png", b"<svg onload=alert(1)>")
    page = editor.post(reverse("wagtailimages:add_multiple"), {"files[]": upload, "title": "x"})
    assert page.json()["success"] is False
    assert not Image.objects.exists()
