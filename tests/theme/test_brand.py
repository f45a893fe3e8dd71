import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theme.brand import (
    CORNERS,
    EMBLEMS,
    HEADER_STYLES,
    TYPEFACES,
    Brand,
    BrandError,
    failures,
    fingerprint,
    legible,
    parse,
    stylesheet,
)
from theme.contrast import ratio

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
brands = st.builds(
    Brand,
    brand_colour=colours,
    link_colour=colours,
    accent_colour=colours,
    header_style=st.sampled_from(sorted(HEADER_STYLES)),
    typeface=st.sampled_from(sorted(TYPEFACES)),
    corners=st.sampled_from(sorted(CORNERS)),
    emblem=st.sampled_from(EMBLEMS),
    footer_text=st.text(max_size=300),
)


def properties_of(brand):
    return dict(re.findall(r"(--[\w-]+):([^;}]+)", stylesheet(brand)))


def test_no_values_give_the_default_brand_and_it_is_legible():
    assert Brand.from_values({}) == Brand()
    assert failures(Brand()) == []


def test_empty_and_unknown_values_are_ignored():
    values = {"brand_colour": "", "link_colour": None, "footer_text": "  ", "logo": "x.png"}
    assert Brand.from_values(values) == Brand()


def test_colours_are_kept_in_lower_case():
    assert Brand.from_values({"brand_colour": " #0B5563 "}).brand_colour == "#0b5563"


def test_a_brand_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Brand().brand_colour = "#000000"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("brand_colour", "blue"),
        ("link_colour", "#12"),
        ("accent_colour", "#ffffff;}body{display:none"),
        ("header_style", "tall"),
        ("typeface", "Comic Sans"),
        ("corners", "sharp"),
        ("emblem", "../../etc/passwd"),
        ("footer_text", "x" * 301),
    ],
)
def test_a_wrong_value_is_refused_under_its_own_field(field, value):
    with pytest.raises(BrandError) as caught:
        Brand.from_values({field: value})
    assert list(caught.value.errors) == [field]
    assert isinstance(caught.value, ValueError)


def test_all_wrong_values_are_reported_together():
    with pytest.raises(BrandError) as caught:
        Brand.from_values({"brand_colour": "blue", "corners": "sharp"})
    assert set(caught.value.errors) == {"brand_colour", "corners"}


def test_an_illegible_brand_is_refused_with_the_pair_and_the_nearest_colour():
    with pytest.raises(BrandError) as caught:
        Brand.from_values({"brand_colour": "#ffcc00"})
    message = caught.value.errors["brand_colour"][0]
    assert message.startswith("White text on the brand colour: contrast is 1.5 to 1")
    offered = re.search(r"Try (#[0-9a-f]{6})", message).group(1)
    assert ratio(offered, "#ffffff") >= 4.5


@given(brands)
@settings(deadline=None)
def test_what_is_offered_for_every_failing_pair_makes_the_brand_legible(brand):
    offered = {failure.field: failure.suggestion for failure in failures(brand)}
    mended = dataclasses.replace(brand, **offered)
    assert all(failure.field not in offered for failure in failures(mended))


@given(brands)
@settings(deadline=None)
def test_a_legible_brand_passes_every_pair_and_stays_as_it_is(brand):
    mended = legible(brand)
    assert failures(mended) == []
    assert legible(mended) == mended


@given(brands)
@settings(deadline=None)
def test_every_text_colour_of_a_legible_brand_can_be_read(brand):
    colours = properties_of(legible(brand))
    surface, tint = colours["--govuk-surface-background-colour"], colours["--casement-tint"]
    for text in ("--govuk-link-colour", "--govuk-link-hover-colour", "--govuk-brand-colour"):
        for ground in ("#ffffff", surface, tint):
            assert ratio(colours[text], ground) >= 4.5
    assert ratio("#ffffff", colours["--casement-brand-dark"]) >= 4.5
    assert ratio(colours["--casement-accent"], colours["--govuk-brand-colour"]) >= 3
    assert ratio(colours["--casement-accent-text"], colours["--casement-accent"]) >= 4.5
    # Body and secondary text, and the grey of the demonstration strip, on every ground.
    for text in ("#1b1f27", "#4c525e"):
        for ground in (surface, tint):
            assert ratio(text, ground) >= 4.5


@given(brands)
def test_a_stylesheet_is_small_and_holds_custom_properties_only(brand):
    css = stylesheet(brand)
    assert len(css.encode()) < 1500
    assert re.fullmatch(r":root\{(--[\w-]+:[^;{}<>@\\]+;?)+\}", css)
    assert "url(" not in css


@given(brands)
def test_footer_text_never_reaches_the_stylesheet(brand):
    assert stylesheet(brand) == stylesheet(dataclasses.replace(brand, footer_text=""))


def test_the_fingerprint_changes_with_the_look_alone():
    brand = Brand()
    assert fingerprint(brand) == fingerprint(dataclasses.replace(brand, footer_text="Hello"))
    assert fingerprint(brand) != fingerprint(dataclasses.replace(brand, corners="round"))
    assert re.fullmatch(r"[0-9a-f]{12}", fingerprint(brand))


def test_parse_accepts_colours_that_do_not_go_together():
    assert failures(parse({"brand_colour": "#ffcc00"}))


@pytest.mark.parametrize("name", sorted(TYPEFACES))
def test_typefaces_end_in_a_generic_family(name):
    assert TYPEFACES[name].endswith(("serif", "sans-serif"))
    assert "GDS" not in TYPEFACES[name]
