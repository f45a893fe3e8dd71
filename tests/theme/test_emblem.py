from dataclasses import replace
from xml.etree import ElementTree

import pytest

from theme.brand import CORNERS, EMBLEMS, Brand
from theme.emblem import decoration_svg, emblem_svg, favicon_svg, initials_of

NASTY = "<script>alert('&\"')</script>"
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {f"{SVG}{tag}" for tag in ("svg", "title", "rect", "path", "circle", "g", "text")}


@pytest.mark.parametrize("emblem", EMBLEMS)
@pytest.mark.parametrize("corners", sorted(CORNERS))
@pytest.mark.parametrize("draw", [emblem_svg, favicon_svg])
def test_drawings_are_well_formed_and_hold_shapes_only(draw, emblem, corners):
    tree = ElementTree.fromstring(draw(Brand(emblem=emblem, corners=corners), NASTY))
    for element in tree.iter():
        assert element.tag in ALLOWED
        assert not [name for name in element.attrib if name.startswith(("on", "style", "href"))]


def test_the_six_motifs_differ():
    assert len({emblem_svg(Brand(emblem=emblem), "") for emblem in EMBLEMS}) == 6


@pytest.mark.parametrize("emblem", EMBLEMS)
def test_every_emblem_is_drawn_in_the_brands_two_colours(emblem):
    brand = Brand(emblem=emblem, brand_colour="#123456", accent_colour="#fedcba")
    drawing = emblem_svg(brand, "")
    assert "#123456" in drawing
    assert "#fedcba" in drawing


def test_initials_are_escaped_and_name_the_emblem():
    tree = ElementTree.fromstring(emblem_svg(Brand(), "A&B"))
    assert tree.find(f"{SVG}title").text == "A&B"
    assert tree.get("role") == "img"


def test_the_favicon_shows_two_initials_at_most():
    tree = ElementTree.fromstring(favicon_svg(Brand(), "<&ABC"))
    assert tree.find(f"{SVG}text").text == "<&"


def test_without_initials_the_favicon_is_the_emblem():
    assert favicon_svg(Brand(), "") == emblem_svg(Brand(), "")


def test_decoration_is_hidden_from_assistive_technology():
    tree = ElementTree.fromstring(decoration_svg(Brand(), 'a"b'))
    assert tree.get("aria-hidden") == "true"
    assert tree.get("class") == 'a"b'


def test_corners_change_the_ground():
    assert emblem_svg(Brand(), "") != emblem_svg(replace(Brand(), corners="square"), "")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Plymouth Parent Partnership", "PP"),
        ("cymru", "C"),
        ("Ealing – PRU", "EP"),
        ("Ŵyr a Nain", "ŴA"),
        ("", ""),
    ],
)
def test_initials_of_a_name(name, initials):
    assert initials_of(name) == initials
