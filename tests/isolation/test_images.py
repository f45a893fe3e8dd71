"""Images: the same key, file name and filter in both portals are different pictures."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Picture
from wagtail.images.models import Image, Rendition

from tenants.current import portal_context
from tests.isolation.conftest import SAME_KEY

# Wagtail leaves the temporary file of a new rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")
RED, BLUE = (200, 0, 0), (0, 0, 200)
SPEC = "fill-20x20"


def drawn(colour: tuple[int, int, int]) -> ContentFile:
    kept = io.BytesIO()
    Picture.new("RGB", (40, 40), colour).save(kept, "PNG")
    return ContentFile(kept.getvalue(), "logo.png")


def colour_of(content: bytes) -> tuple[int, int, int]:
    return Picture.open(io.BytesIO(content)).convert("RGB").getpixel((5, 5))


@pytest.fixture
def images(north, south):
    """A red picture in the north, a blue one in the south, nothing else different."""
    made = []
    for portal, colour in ((north, RED), (south, BLUE)):
        with portal_context(portal):
            image = Image(pk=SAME_KEY, title="Logo", file=drawn(colour), width=40, height=40)
            image.save(force_insert=True)
            made.append((portal, image, colour))
    yield made
    for portal, image, _colour in made:
        with portal_context(portal):
            for rendition in image.renditions.all():
                rendition.file.delete(save=False)
            image.file.delete(save=False)


def test_a_rendition_is_of_the_portals_own_picture(images):
    for _again in range(2):  # made the first time, from the cache the second
        for portal, _image, colour in images:
            with portal_context(portal):
                rendition = Image.objects.get(pk=SAME_KEY).get_rendition(SPEC)
                with rendition.file.open() as file:
                    assert colour_of(file.read()) == colour


def test_a_rendition_of_one_portal_is_unknown_in_the_other(images):
    (north, image, _red), (south, other, _blue) = images
    with portal_context(north):
        image.get_rendition(SPEC)
    with portal_context(south):
        assert not Rendition.objects.exists()
        assert (
            Rendition.cache_backend.get_many([Rendition.construct_cache_key(other, "", SPEC)]) == {}
        )


def test_the_same_address_is_another_picture_at_each_host(images):
    addresses = []
    for portal, image, _colour in images:
        with portal_context(portal):
            addresses.append(image.get_rendition(SPEC).url)
    assert addresses[0] == addresses[1]

    for portal, _image, colour in images:
        answer = Client(HTTP_HOST=portal.primary_domain).get(addresses[0])
        assert colour_of(b"".join(answer.streaming_content)) == colour


def test_deleting_a_picture_leaves_the_others_files(images, commits):
    (north, image, _red), (south, other, _blue) = images
    with portal_context(south):
        kept = [other.file.path, other.get_rendition(SPEC).file.path]
    with commits(), portal_context(north):
        image.get_rendition(SPEC)
        Image.objects.get(pk=SAME_KEY).delete()

    with portal_context(south):
        assert [colour_of(Path(path).read_bytes()) for path in kept] == [BLUE, BLUE]
