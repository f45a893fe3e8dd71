"""Contrast between two colours, and the nearest colour that has enough of it.

Pure arithmetic on ``#rrggbb`` strings. The source is WCAG 2.2: relative luminance, contrast
ratio, and success criteria 1.4.3 (text, 4.5 to 1) and 1.4.11 (graphics, 3 to 1).
"""

import colorsys
import re
from collections.abc import Iterator

TEXT_MINIMUM = 4.5
GRAPHIC_MINIMUM = 3.0
BLACK = "#000000"
WHITE = "#ffffff"

_HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LIGHTNESS_STEPS = 255

Channels = tuple[int, int, int]


def is_colour(value: str) -> bool:
    """Say whether ``value`` is a colour written as ``#rrggbb``."""
    return bool(_HEX_COLOUR.fullmatch(value))


def channels(colour: str) -> Channels:
    """Give red, green and blue (0 to 255) of ``#rrggbb``; raises ValueError for anything else."""
    if not is_colour(colour):
        raise ValueError(f"{colour!r} is not a colour such as #1d70b8")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(first: str, second: str) -> float:
    """Give the contrast ratio of two colours, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, base: str, share: float) -> str:
    """Mix ``share`` (0 to 1) of ``colour`` into ``base``."""
    pairs = zip(channels(colour), channels(base), strict=True)
    return _hex(*(round(one * share + other * (1 - share)) for one, other in pairs))


def text_on(background: str) -> str:
    """Give black or white, whichever reads better on ``background``; always at least 4.5 to 1."""
    return max((WHITE, BLACK), key=lambda text: ratio(text, background))


def nearest_passing(colour: str, against: str, minimum: float = TEXT_MINIMUM) -> str:
    """Give the colour nearest to ``colour`` that has ``minimum`` contrast with ``against``.

    Hue and saturation stay, lightness moves as little as it can. A colour that passes comes back
    as it was, in lower case. Raises ValueError where not even black or white would pass.
    """
    if ratio(colour, against) >= minimum:
        return colour.lower()
    for candidate in _by_distance(colour):
        if ratio(candidate, against) >= minimum:
            return candidate
    raise ValueError(f"No colour has a contrast of {minimum} with {against}")


def _by_distance(colour: str) -> Iterator[str]:
    """Yield lighter and darker shades of a colour, nearest first, ending with white and black."""
    red, green, blue = (channel / 255 for channel in channels(colour))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    for step in range(1, _LIGHTNESS_STEPS + 1):
        for moved in (lightness - step / _LIGHTNESS_STEPS, lightness + step / _LIGHTNESS_STEPS):
            shade = colorsys.hls_to_rgb(hue, min(max(moved, 0.0), 1.0), saturation)
            yield _hex(*(round(channel * 255) for channel in shade))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _hex(*parts: int) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)
