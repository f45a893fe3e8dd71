"""The picture that other sites show beside a link to the portal: its name on its colour."""

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
"""Pixels, as Open Graph asks for."""
MARGIN, LETTERS, LINES, LINE_HEIGHT = 90, 22, 4, 96


def share_image(name: str, colour: str, ink: str) -> bytes:
    """Return a PNG of a name; `colour` and `ink` as #rrggbb."""
    picture = Image.new("RGB", SIZE, colour)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(80)
    lines = textwrap.wrap(name, LETTERS)[:LINES]
    top = (SIZE[1] - LINE_HEIGHT * len(lines)) // 2
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + number * LINE_HEIGHT), line, fill=ink, font=font)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
