"""The colours that follow from a brand's three, and the pairs of them that must be legible."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from theme.contrast import (
    GRAPHIC_MINIMUM,
    TEXT_MINIMUM,
    WHITE,
    mix,
    nearest_passing,
    ratio,
    text_on,
)

PAPER = "#fdf8f0"
_SURFACE_SHARE = 0.035
_TINT_SHARE = 0.12
_SHADE_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of a portal that depends on its brand, as ``#rrggbb``."""

    brand: str
    link: str
    accent: str

    @property
    def surface(self) -> str:
        """Warm paper with a breath of the brand: footer, hero and quiet panels."""
        return mix(self.brand, PAPER, _SURFACE_SHARE)

    @property
    def tint(self) -> str:
        """The brand, pale: tags, hovered rows and the mark of a panel."""
        return mix(self.brand, WHITE, _TINT_SHARE)

    @property
    def border(self) -> str:
        """Lines on a surface; decoration, so without a contrast of its own."""
        return mix(self.brand, PAPER, 0.22)

    @property
    def brand_dark(self) -> str:
        """The brand, pressed or hovered."""
        return mix(self.brand, "#000000", _SHADE_SHARE)

    @property
    def link_dark(self) -> str:
        """A link that is hovered."""
        return mix(self.link, "#000000", 0.6)

    @property
    def accent_text(self) -> str:
        """Text on the accent colour: black or white, whichever reads better."""
        return text_on(self.accent)


@dataclass(frozen=True, slots=True)
class Failure:
    """A pair of colours that is too close: which, by how much, and what would pass."""

    field: str
    pair: str | Promise
    ratio: float
    minimum: float
    suggestion: str

    def message(self) -> str:
        """Say in plain words what is wrong and which colour would be right."""
        return str(
            _("%(pair)s: contrast is %(ratio)s to 1, it must be %(minimum)s to 1. Try %(colour)s.")
        ) % {
            "pair": self.pair,
            "ratio": f"{int(self.ratio * 10) / 10:g}",
            "minimum": f"{self.minimum:g}",
            "colour": self.suggestion,
        }


@dataclass(frozen=True, slots=True)
class Pair:
    """A rule: the colour named by ``field`` is used with ``against``."""

    field: str
    against: str
    minimum: float
    name: str | Promise


# Field, what it is used with (a colour or a property of Palette), the least contrast, its name.
PAIRS: tuple[Pair, ...] = (
    Pair("brand", WHITE, TEXT_MINIMUM, _("White text on the brand colour")),
    Pair("brand", "surface", TEXT_MINIMUM, _("The brand colour on the page's tinted background")),
    Pair("brand", "tint", TEXT_MINIMUM, _("The brand colour on its own pale tint")),
    Pair("link", WHITE, TEXT_MINIMUM, _("Links on a white background")),
    Pair("link", "surface", TEXT_MINIMUM, _("Links on the page's tinted background")),
    Pair("link", "tint", TEXT_MINIMUM, _("Links on the brand's pale tint")),
    Pair("accent", "brand", GRAPHIC_MINIMUM, _("The accent colour on the brand colour")),
)


@lru_cache(maxsize=1024)
def palette_failures(palette: Palette) -> tuple[Failure, ...]:
    """Give each pair of the palette that fails, with the colour that would pass all its pairs.

    Pure, and asked for on every page of a portal: what it found is remembered by the colours.
    """
    failing = [pair for pair in PAIRS if _pair_ratio(palette, pair) < pair.minimum]
    if not failing:
        return ()
    mended = mend(palette)
    return tuple(
        Failure(
            field=f"{pair.field}_colour",
            pair=pair.name,
            ratio=_pair_ratio(palette, pair),
            minimum=pair.minimum,
            suggestion=getattr(mended, pair.field),
        )
        for pair in failing
    )


def mend(palette: Palette) -> Palette:
    """Move each colour as little as needed until every pair passes.

    The brand moves first, since its tints are what the others are measured against; it can only
    get darker, for it carries white text, and its tints then darken far more slowly than it does.
    """
    moved = {"brand": palette.brand, "link": palette.link, "accent": palette.accent}
    while pair := _first_failing(Palette(**moved)):
        against = _against(Palette(**moved), pair)
        moved[pair.field] = nearest_passing(moved[pair.field], against, pair.minimum)
    return Palette(**moved)


def _first_failing(palette: Palette) -> Pair | None:
    return next((pair for pair in PAIRS if _pair_ratio(palette, pair) < pair.minimum), None)


def _pair_ratio(palette: Palette, pair: Pair) -> float:
    return ratio(getattr(palette, pair.field), _against(palette, pair))


def _against(palette: Palette, pair: Pair) -> str:
    if pair.against.startswith("#"):
        return pair.against
    against: str = getattr(palette, pair.against)
    return against
