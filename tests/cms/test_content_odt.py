"""Texts as OpenDocument files, and the files of the demonstration's publications."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.content.files import read_folder
from cms.content.loader import load_pages
from cms.content.odt import KIND, odt
from cms.demonstration import FOLDER
from cms.demonstration.publications import load_publications
from cms.models import PublicationPage
from cms.uploads import check_document
from tenants.models import Portal

TEXT = "One & two.\n\n# Part\n\n- first\n- <second>\n"


def read(content: bytes, name: str):
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


def test_a_text_becomes_a_document_with_headings_and_lists():
    content = odt("Title", TEXT, language="pl", points=20)
    archive = zipfile.ZipFile(io.BytesIO(content))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype").decode() == KIND
    found = read(content, "content.xml").iter()
    tags = [(each.tag.rpartition("}")[2], each.text) for each in found]
    assert [each for each in tags if each[0] in ("h", "p")] == [
        ("h", "Title"),
        ("p", "One & two."),
        ("h", "Part"),
        ("p", "first"),
        ("p", "<second>"),
    ]
    styles = ElementTree.tostring(read(content, "styles.xml")).decode()
    assert 'font-size="20pt"' in styles
    assert "pl" in ElementTree.tostring(read(content, "meta.xml")).decode()
    check_document(SimpleUploadedFile("x.odt", content))
    assert odt("Title", TEXT, language="pl", points=20) == content


@pytest.mark.django_db
def test_the_demonstrations_publication_has_large_print_easy_read_another_language_and_paper(
    portal, client_for
):
    known = {"service-description", "evaluation-form"}
    pages = read_folder(FOLDER / "plymouth", kind="local_authority")
    rows = yaml.safe_load((FOLDER / "plymouth" / "publications.yaml").read_text(encoding="utf-8"))
    assert {row["page"] for row in rows} == known
    load_pages(_alone(each) for each in pages if each.slug in known)
    load_publications(FOLDER / "plymouth")
    Portal.objects.filter(pk=portal.pk).update(contact_email="help@north.example")
    page = PublicationPage.objects.get(slug="service-description")
    text = client_for(portal).get(page.url).content.decode()
    for words in ("Large print, English", "Easy read, English", "Standard, Polski", "ODT, "):
        assert words in text
    assert f"/on-paper/{page.pk}/" in text
    for block in page.files:
        with block.value["document"].file.open() as file:
            check_document(SimpleUploadedFile("x.odt", file.read()))


def _alone(file):
    """Return a page under home, without links to pages that are not loaded."""
    return replace(file, parent="home", body="Text.")
