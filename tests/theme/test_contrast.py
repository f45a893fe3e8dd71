import pytest
from hypothesis import given
from hypothesis import strategies as st

from theme.contrast import channels, luminance, mix, nearest_passing, ratio, text_on

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
minima = st.floats(1, 4.58)


def test_black_on_white_is_twenty_one_to_one():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)


def test_known_pair_has_its_published_ratio():
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(colours, colours)
def test_ratio_is_symmetric_and_between_one_and_twenty_one(first, second):
    assert ratio(first, second) == ratio(second, first)
    assert 1 <= ratio(first, second) <= 21.0000001


@given(colours)
def test_a_colour_has_no_contrast_with_itself(colour):
    assert ratio(colour, colour) == 1


@given(colours, colours, minima)
def test_nearest_passing_always_passes(colour, against, minimum):
    assert ratio(nearest_passing(colour, against, minimum), against) >= minimum


@given(colours, colours, minima)
def test_nearest_passing_leaves_what_passes_alone(colour, against, minimum):
    once = nearest_passing(colour, against, minimum)
    assert nearest_passing(once, against, minimum) == once


@given(colours, colours)
def test_nearest_passing_moves_no_further_than_black_or_white(colour, against):
    found = luminance(nearest_passing(colour, against))
    moved = abs(found - luminance(colour))
    assert moved <= max(luminance(colour), 1 - luminance(colour)) + 1e-9


def test_nearest_passing_keeps_the_hue():
    red, green, blue = channels(nearest_passing("#ff6666", "#ffffff"))
    assert red > green
    assert green == blue


def test_nearest_passing_says_so_when_nothing_passes():
    with pytest.raises(ValueError, match="No colour"):
        nearest_passing("#123456", "#777777", 21)


@given(colours)
def test_text_on_any_colour_can_be_read(background):
    assert ratio(text_on(background), background) >= 4.5


@given(colours, colours)
def test_mixing_all_or_nothing_gives_either_colour(colour, base):
    assert mix(colour, base, 1) == colour
    assert mix(colour, base, 0) == base


@pytest.mark.parametrize("value", ["red", "#fff", "#12345g", "1d70b8", "#1d70b8;", "#1d70b8\n", ""])
def test_only_six_digit_colours_are_colours(value):
    with pytest.raises(ValueError, match="is not a colour"):
        channels(value)
