"""A portal's brand: what its administrator may choose, checked so that it stays legible."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from theme.bilingual import Bilingual
from theme.contrast import is_colour
from theme.palette import Failure, Palette, mend, palette_failures

FOOTER_TEXT_LIMIT = 300  # characters

HEADER_STYLES: dict[str, str | Promise] = {
    "solid": gettext_lazy("Solid: white text on the brand colour"),
    "light": gettext_lazy("Light: brand colour on white"),
    "split": gettext_lazy("Split: white above, menu on the brand colour"),
}
CORNERS: dict[str, tuple[str, str, str]] = {
    # panels and cards, form controls, buttons
    "square": ("0", "0", "0"),
    "soft": ("10px", "4px", "6px"),
    "round": ("22px", "10px", "2em"),
}
EMBLEMS: tuple[str, ...] = ("arch", "wave", "casement", "hills", "leaf", "bridge")

_SYSTEM = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,Cantarell,sans-serif'
_SERIF = '"Iowan Old Style",Charter,"Palatino Linotype",Palatino,"Noto Serif",Georgia,serif'
_HUMANIST = 'Seravek,"Gill Sans Nova",Candara,Calibri,Optima,Ubuntu,"Noto Sans",sans-serif'
_GEOMETRIC = 'Avenir,"Avenir Next","Century Gothic",Montserrat,Corbel,"URW Gothic",sans-serif'
_ROUNDED = (
    'ui-rounded,"SF Pro Rounded","Hiragino Maru Gothic ProN",Quicksand,Nunito,"Varela Round",'
)
_ROUNDED += '"Arial Rounded MT",Verdana,sans-serif'
# Fonts that common devices already have; nothing is fetched.
TYPEFACES: dict[str, str] = {
    "system": _SYSTEM,
    "humanist": _HUMANIST,
    "geometric": _GEOMETRIC,
    "serif": _SERIF,
    "rounded": _ROUNDED,
}

_CHOICES: dict[str, tuple[str, ...]] = {
    "header_style": tuple(HEADER_STYLES),
    "typeface": tuple(TYPEFACES),
    "corners": tuple(CORNERS),
    "emblem": EMBLEMS,
}
_COLOURS = ("brand_colour", "link_colour", "accent_colour")


class BrandError(ValueError):
    """Values that make no brand. ``errors`` holds a list of messages for each field."""

    def __init__(self, errors: Mapping[str, list[str]], failures: list[Failure]) -> None:
        """Keep the messages by field, and the pairs of colours that fail."""
        self.errors = {field: list(messages) for field, messages in errors.items()}
        self.failures = failures
        super().__init__("; ".join(text for texts in self.errors.values() for text in texts))


@dataclass(frozen=True, slots=True)
class Brand(Bilingual):
    """The look of one portal. Make one with ``from_values``, which checks what it is given."""

    brand_colour: str = "#0b5563"
    link_colour: str = "#0f5ea8"
    accent_colour: str = "#f6b042"
    header_style: str = "solid"
    typeface: str = "system"
    corners: str = "soft"
    emblem: str = "casement"
    footer_text: str = ""
    footer_text_cy: str = ""

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "Brand":
        """Make a brand; what is missing or empty takes its default, unknown keys are ignored.

        Raises BrandError naming each wrong value and each pair of colours that is too close.
        """
        brand = parse(values)
        failing = failures(brand)
        if failing:
            raise BrandError(_failure_errors(failing), failing)
        return brand

    @property
    def palette(self) -> Palette:
        """All colours that follow from the three chosen ones."""
        return Palette(self.brand_colour, self.link_colour, self.accent_colour)


def parse(values: Mapping[str, Any]) -> Brand:
    """Make a brand of values that are each right, however its colours go together.

    For a preview, together with ``legible``. Raises BrandError naming each wrong value.
    """
    known = {field.name for field in fields(Brand)}
    given = {key: str(value or "").strip() for key, value in values.items() if key in known}
    chosen = {key: value for key, value in given.items() if value}
    chosen |= {key: chosen[key].lower() for key in _COLOURS if key in chosen}
    errors = _value_errors(chosen)
    if errors:
        raise BrandError(errors, [])
    return Brand(**chosen)


def failures(brand: Brand) -> list[Failure]:
    """Give the pairs of colours of a brand that fail, in plain words, with what would pass."""
    return list(palette_failures(brand.palette))


def legible(brand: Brand) -> Brand:
    """Give the nearest brand in which every pair of colours passes."""
    mended = mend(brand.palette)
    return replace(
        brand,
        brand_colour=mended.brand,
        link_colour=mended.link,
        accent_colour=mended.accent,
    )


@lru_cache(maxsize=1024)
def stylesheet(brand: Brand) -> str:
    """Give the brand's style sheet: custom properties only, no selector but ``:root``."""
    declarations = ";".join(f"{name}:{value}" for name, value in _properties(brand).items())
    return f":root{{{declarations}}}"


@lru_cache(maxsize=1024)
def fingerprint(brand: Brand) -> str:
    """Give a short hash of the style sheet, for an address that can be cached for ever."""
    return hashlib.sha256(stylesheet(brand).encode()).hexdigest()[:12]


def _properties(brand: Brand) -> dict[str, str]:
    palette = brand.palette
    panel, control, button = CORNERS[brand.corners]
    return {
        "--govuk-brand-colour": palette.brand,
        "--govuk-link-colour": palette.link,
        "--govuk-link-hover-colour": palette.link_dark,
        "--govuk-template-background-colour": palette.surface,
        "--govuk-surface-background-colour": palette.surface,
        "--govuk-surface-border-colour": palette.border,
        "--casement-brand-dark": palette.brand_dark,
        "--casement-tint": palette.tint,
        "--casement-accent": palette.accent,
        "--casement-accent-text": palette.accent_text,
        "--casement-font": TYPEFACES[brand.typeface],
        "--casement-radius": panel,
        "--casement-radius-control": control,
        "--casement-radius-button": button,
    }


def _value_errors(chosen: Mapping[str, str]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for field in _COLOURS:
        if field in chosen and not is_colour(chosen[field]):
            errors[field] = [
                _("Enter a colour as # and six digits or letters from a to f, like #1d70b8")
            ]
    for field, choices in _CHOICES.items():
        if field in chosen and chosen[field] not in choices:
            errors[field] = [_("Choose one of: %s") % ", ".join(choices)]
    for field in ("footer_text", "footer_text_cy"):
        if len(chosen.get(field, "")) > FOOTER_TEXT_LIMIT:
            errors[field] = [_("Footer text must be %d characters or fewer") % FOOTER_TEXT_LIMIT]
    return errors


def _failure_errors(failing: list[Failure]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for failure in failing:
        errors.setdefault(failure.field, []).append(failure.message())
    return errors
