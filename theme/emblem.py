"""A portal's emblem and favicon, drawn from its brand: six simple motifs as SVG.

The drawings hold shapes and text only: no script, no style, no address of another file. A motif
is drawn on a ground of 64 by 64 units in three inks: white, the accent, and white let down.
"""

from xml.sax.saxutils import escape

from theme.brand import Brand

_NAMESPACE = "http://www.w3.org/2000/svg"
_GROUND_RADIUS = {"square": 0, "soft": 12, "round": 32}

# {accent} is the brand's accent colour, {brand} its ground.
_MOTIFS: dict[str, str] = {
    "arch": (
        '<path fill="#fff" d="M14 51V31a18 18 0 0 1 36 0v20h-8V31a10 10 0 0 0-20 0v20z"/>'
        '<path fill="{accent}" d="M26 51V31a6 6 0 0 1 12 0v20z"/>'
    ),
    "wave": (
        '<g fill="none" stroke-width="5" stroke-linecap="round">'
        '<path stroke="{accent}" d="M13 24c6-7 13-7 19 0s13 7 19 0"/>'
        '<path stroke="#fff" d="M13 36c6-7 13-7 19 0s13 7 19 0"/>'
        '<path stroke="#fff" stroke-opacity=".55" d="M13 48c6-7 13-7 19 0s13 7 19 0"/></g>'
    ),
    "casement": (
        '<path fill="#fff" d="M21 15h22v34H21z"/>'
        '<path stroke="{brand}" stroke-width="2.5" d="M32 15v34M21 32h22"/>'
        '<path fill="{accent}" d="M21 15 11 20v34l10-5zM43 15l10 5v34l-10-5z"/>'
    ),
    "hills": (
        '<circle fill="{accent}" cx="42" cy="21" r="7.5"/>'
        '<path fill="#fff" fill-opacity=".55" d="M25 50c4-13 9-18 16-18s11 6 14 18z"/>'
        '<path fill="#fff" d="M9 50c4-16 10-22 18-22s14 8 18 22z"/>'
    ),
    "leaf": (
        '<path fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" d="M32 53V33"/>'
        '<path fill="{accent}" d="M31 43C18 43 12 36 12 23c13 0 19 7 19 20z"/>'
        '<path fill="#fff" d="M33 35c0-14 6-22 19-22 0 14-6 22-19 22z"/>'
    ),
    "bridge": (
        '<path fill="none" stroke="{accent}" stroke-width="4" stroke-linecap="round"'
        ' d="M11 28c6-15 36-15 42 0"/>'
        '<path fill="#fff" d="M9 31h46v18h-5a8 8 0 0 0-16 0h-4a8 8 0 0 0-16 0H9z"/>'
    ),
}


def initials_of(name: str) -> str:
    """Give one or two capitals for a name: ``Plymouth Parent Partnership`` becomes ``PP``."""
    words = [word for word in name.split() if word[:1].isalnum()]
    return "".join(word[0].upper() for word in words[:2])


def emblem_svg(brand: Brand, initials: str) -> str:
    """Draw a portal's emblem; ``initials`` are its accessible name (leave empty for decoration)."""
    return _picture(initials, _ground(brand) + _motif(brand))


def decoration_svg(brand: Brand, css_class: str) -> str:
    """Draw the emblem as decoration inside a page: hidden from assistive technology."""
    return (
        f'<svg class="{escape(css_class, {chr(34): "&quot;"})}" viewBox="0 0 64 64"'
        f' aria-hidden="true" focusable="false">{_ground(brand)}{_motif(brand)}</svg>'
    )


def favicon_svg(brand: Brand, initials: str) -> str:
    """Draw the picture for a browser's tab: initials, or the motif where there are none."""
    if not initials:
        return emblem_svg(brand, "")
    text = (
        '<text x="32" y="42" fill="#fff" font-family="Verdana,sans-serif" font-weight="700"'
        f' font-size="30" text-anchor="middle">{escape(initials[:2])}</text>'
        f'<path fill="{brand.accent_colour}" d="M16 49h32v5H16z"/>'
    )
    return _picture(initials, _ground(brand) + text)


def _picture(title: str, drawing: str) -> str:
    name = f' role="img"><title>{escape(title)}</title>' if title else ' aria-hidden="true">'
    return f'<svg xmlns="{_NAMESPACE}" viewBox="0 0 64 64"{name}{drawing}</svg>'


def _ground(brand: Brand) -> str:
    radius = _GROUND_RADIUS[brand.corners]
    return f'<rect fill="{brand.brand_colour}" width="64" height="64" rx="{radius}"/>'


def _motif(brand: Brand) -> str:
    return _MOTIFS[brand.emblem].format(accent=brand.accent_colour, brand=brand.brand_colour)
