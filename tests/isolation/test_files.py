"""Uploaded files: the same name in both portals, and ways to reach the other's."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.documents.models import Document

from tenants.current import portal_context
from tenants.storage import remove_files_of
from tests.isolation.conftest import SAME_KEY


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def fetch(portal, path: str):
    return Client(HTTP_HOST=portal.primary_domain).get(path)


@pytest.fixture
def shelves(north, south):
    """Files of the same names in both; one more that only the south has."""
    for portal in (north, south):
        with portal_context(portal):
            for name in ("leaflet.txt", "documents/plan.txt", "private/case.txt"):
                default_storage.save(name, ContentFile(f"{name} of {portal.slug}".encode()))
    with portal_context(south):
        default_storage.save("only-south.txt", ContentFile(b"only south"))
    yield
    for portal in (north, south):
        remove_files_of(portal.schema_name)


def test_the_same_name_is_another_file_in_each_portal(shelves, north, south):
    for portal in (north, south):
        with portal_context(portal):
            assert default_storage.path("leaflet.txt").endswith(
                f"/{portal.schema_name}/leaflet.txt"
            )
            with default_storage.open("leaflet.txt") as file:
                assert file.read().decode() == f"leaflet.txt of {portal.slug}"


def test_a_name_that_the_other_portal_has_is_free_here(north, south):
    with portal_context(south):
        default_storage.save("new.txt", ContentFile(b"south"))
    with portal_context(north):
        assert default_storage.save("new.txt", ContentFile(b"north")) == "new.txt"
        assert default_storage.listdir("")[1] == ["new.txt"]
    for portal in (north, south):
        remove_files_of(portal.schema_name)


def test_an_address_shows_the_file_of_the_host_that_is_asked(shelves, north, south):
    for portal in (north, south):
        assert body(fetch(portal, "/media/leaflet.txt")).decode() == f"leaflet.txt of {portal.slug}"


def test_a_file_of_the_other_portal_is_not_found(shelves, north):
    assert fetch(north, "/media/only-south.txt").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../portal_south/only-south.txt",
        "portal_south/only-south.txt",
        "x/../../portal_south/only-south.txt",
        "%2e%2e/portal_south/only-south.txt",
        "%2e%2e%2fportal_south%2fonly-south.txt",
        "..%252fportal_south/only-south.txt",
        "..\\portal_south\\only-south.txt",
        "/portal_south/only-south.txt",
        "{media}/portal_south/only-south.txt",
        "....//portal_south/only-south.txt",
        "only-south.txt%00",
        "../../../../../../etc/passwd",
        "",
        ".",
        "a" * 5000,
    ],
)
def test_no_spelling_of_an_address_leaves_the_portals_folder(shelves, north, path):
    assert Path(settings.MEDIA_ROOT, "portal_south", "only-south.txt").exists()

    answer = fetch(north, f"/media/{path.format(media=settings.MEDIA_ROOT)}")

    assert answer.status_code == 404
    assert b"only south" not in body(answer)


@pytest.mark.parametrize("name", ["documents/plan.txt", "private/case.txt"])
def test_documents_and_private_files_are_not_given_out_as_pictures(shelves, north, name):
    assert fetch(north, f"/media/{name}").status_code == 404


@pytest.mark.parametrize("prefix", [".", "x/.."])
@pytest.mark.parametrize("name", ["documents/plan.txt", "private/case.txt"])
def test_no_other_spelling_gives_out_documents_and_private_files(shelves, north, prefix, name):
    answer = fetch(north, f"/media/{prefix}/{name}")

    assert f"{name} of north".encode() not in body(answer)
    assert answer.status_code == 404


def test_a_document_is_the_portals_own_at_the_same_address(shelves, north, south):
    for portal in (north, south):
        with portal_context(portal):
            Document.objects.create(pk=SAME_KEY, title="Plan", file="documents/plan.txt")

    for portal in (north, south):
        answer = fetch(portal, f"/documents/{SAME_KEY}/plan.txt")
        assert body(answer).decode() == f"documents/plan.txt of {portal.slug}"


def test_a_document_of_the_other_portal_is_not_found(shelves, north, south):
    with portal_context(south):
        Document.objects.create(pk=SAME_KEY, title="Plan", file="documents/plan.txt")

    assert fetch(north, f"/documents/{SAME_KEY}/plan.txt").status_code == 404


def test_removing_the_files_of_one_portal_leaves_the_others(shelves, north, south):
    remove_files_of(north.schema_name)

    assert fetch(north, "/media/leaflet.txt").status_code == 404
    assert body(fetch(south, "/media/leaflet.txt")) == b"leaflet.txt of south"
