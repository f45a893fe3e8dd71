"""A portal's logo and icon: checked by content, drawn anew, in the portal's own folder (P5, O6).

What is kept is a PNG of our own making, so nothing of an upload but its pixels goes on. SVG is
refused: it may hold scripts and links.
"""

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from tenants.errors import ServiceError

LARGEST = 2 * 1024 * 1024
"""Bytes an upload may have."""
MOST_PIXELS = 25_000_000
KINDS = ("PNG", "JPEG", "WEBP")
_NAME = re.compile(r"brand/(logo|icon)-[0-9a-f]{16}\.png\Z")


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a picture is kept, in pixels; a square one is filled up to its sides."""

    width: int
    height: int
    square: bool = False


SHAPES = {"logo": Shape(640, 160), "icon": Shape(180, 180, square=True)}
"""The pictures of a brand: the name of each is its key among the values of the theme."""


def is_kept_name(name: object, kind: str) -> bool:
    """Whether a value of the theme names a picture that `keep_picture` made."""
    found = _NAME.match(name) if isinstance(name, str) else None
    return found is not None and found[1] == kind


def picture_url(theme: dict[str, object], kind: str) -> str:
    """Return the address of a portal's logo or icon; empty where it has none of its own."""
    name = theme.get(kind)
    return f"/media/{name}" if is_kept_name(name, kind) else ""


def keep_picture(upload: UploadedFile, kind: str) -> str:
    """Keep an uploaded picture in the portal in hand; return its name for the theme's values.

    Raises `ServiceError` by field for what is too large or is no picture of a kind that we take.
    """
    if (upload.size or 0) > LARGEST:
        raise ServiceError({kind: _("Choose a picture of 2 MB or less.")})
    content = _drawn_anew(upload, kind)
    name = f"brand/{kind}-{hashlib.sha256(content).hexdigest()[:16]}.png"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return name


def forget_pictures(names: set[str]) -> None:
    """Delete pictures that the portal in hand no longer uses."""
    for name in names:
        default_storage.delete(name)


def _drawn_anew(upload: UploadedFile, kind: str) -> bytes:
    shape, made = SHAPES[kind], BytesIO()
    try:
        with Image.open(upload, formats=KINDS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ServiceError({kind: _("Choose a picture with fewer pixels.")})
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ServiceError({kind: _("Choose a PNG, JPEG or WebP picture.")}) from None
    picture.thumbnail((shape.width, shape.height))
    if shape.square:
        side = max(picture.size)
        filled = Image.new("RGBA", (side, side))
        filled.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
        picture = filled
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()
