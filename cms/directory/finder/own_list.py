"""A person's own list of services: in a cookie of theirs, or in a link, and nowhere with us (C8).

The cookie is made when the first service is put on the list, not before. It is signed for the
portal, holds no more than the services' keys, and ends with the browser's session: somebody else
may use the same computer, and what somebody looked for is nobody's business.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.directory.finder.catalogue import Catalogue, Listed
from tenants.links import LinkRefused, sign, unsign

MOST = 40
"""Services on a list."""
COOKIE = f"{settings.COOKIE_PREFIX}services"
PURPOSE = "directory.own_list"
OLDEST = 30 * 24 * 60 * 60
"""Seconds after which a browser that was never closed forgets the list all the same."""
SHORT = 22
"""Characters of a key in a link."""


def short(key: UUID) -> str:
    """Return a service's key as links hold it."""
    return urlsafe_b64encode(key.bytes).decode().rstrip("=")


def read_keys(text: str) -> list[UUID]:
    """Return the keys in a link's text, each once, `MOST` at most; what is none is left out."""
    found: dict[UUID, None] = {}
    for part in text[: MOST * 10 * (SHORT + 1)].split("."):
        key = _key(part)
        if key and len(found) < MOST:
            found[key] = None
    return list(found)


def _key(part: str) -> UUID | None:
    if len(part) != SHORT or not part.isascii():
        return None
    try:
        return UUID(bytes=urlsafe_b64decode(f"{part}=="))
    except ValueError:
        return None


def in_link(keys: Iterable[UUID]) -> str:
    """Return keys as a link holds them."""
    return ".".join(short(key) for key in keys)


def kept_keys(request: HttpRequest) -> list[UUID]:
    """Return what is on the visitor's list; nothing where there is none, or none of ours."""
    text = request.COOKIES.get(COOKIE, "")
    try:
        held = unsign(PURPOSE, text, seconds=OLDEST) if text else ""
    except LinkRefused:
        return []
    return read_keys(held) if isinstance(held, str) else []


def keep(response: HttpResponseBase, keys: Sequence[UUID]) -> None:
    """Put a list into the visitor's cookie; an empty one takes the cookie away."""
    if not keys:
        response.delete_cookie(COOKIE, path="/", samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        sign(PURPOSE, in_link(keys[:MOST])),
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        path="/",
        samesite="Lax",
    )


def shown_of(known: Catalogue, keys: Iterable[UUID]) -> list[Listed]:
    """Return the services of a list that show today, in its order."""
    shown = {each.key: each for each in known.shown()}
    return [shown[key] for key in keys if key in shown]


def is_sent_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent by a page of this portal, as far as the browser says.

    Pages that are kept for everybody hold no token; for a list of services that the sender cannot
    read, the browser's own word is enough.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()
