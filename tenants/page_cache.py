"""Whole public pages kept for anonymous visitors, inside each portal.

A page is kept as it was sent, in the cache `pages`, whose keys carry the portal and its content
version (`tenants.cache.content_key`): publishing makes pages stale exactly and at once. Django's
own cache middleware looks twice for each page and keys by headers that do not differ here; a page
kept must cost little more than an empty view (`docs/performance.md`).
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

Response = TypeVar("Response", bound=HttpResponseBase)
PUBLIC = "casement_public"
"""Set on a response by views whose page is the same for every anonymous visitor."""
ASK_AGAIN = "no-cache"
"""Browsers keep the page and ask each time whether it still holds; they mostly get a 304."""
STALE_AT = "casement_stale_at"
"""Set on a request: when what its page says is no longer true, for pages that tell the time."""
STAYS = ("Cache-Control", "Content-Security-Policy", "ETag", "Vary")
"""Headers that a 304 repeats."""


class Kept(NamedTuple):
    """A page as it was sent."""

    headers: dict[str, str]
    body: bytes


def mark_public(response: Response) -> Response:
    """Say that this page may be kept for every anonymous visitor of this portal."""
    setattr(response, PUBLIC, True)
    return response


def stale_at(request: HttpRequest, moment: datetime) -> None:
    """Say that the page in the making holds until that moment: an event ends, a notice begins.

    The earliest of all that a page is told counts. It cannot make a page live longer than others.
    """
    before = getattr(request, STALE_AT, moment)
    setattr(request, STALE_AT, min(before, moment))


class PageCacheMiddleware:
    """Serve and keep pages marked public, for requests that carry no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from what is kept, or keep what is answered."""
        if request.method not in ("GET", "HEAD") or _has_session(request):
            return _private(self.get_response(request), keep=not _has_session(request))
        key = _key(request)
        kept = caches["pages"].get(key)
        if kept is None:
            response = self.get_response(request)
            kept = _kept(response)
            if kept is None:
                return _private(response)
            if request.method == "GET":
                caches["pages"].set(key, kept, _lifetime(request))
        return _answer(request, kept)


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _key(request: HttpRequest) -> str:
    packed = "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else "plain"
    path = hashlib.blake2b(request.get_full_path().encode(), digest_size=16)
    return f"{packed}:{path.hexdigest()}"


def _kept(response: HttpResponseBase) -> Kept | None:
    """Return a response as it may be kept, None when it is not the same for everybody."""
    public = getattr(response, PUBLIC, False) and response.status_code == 200
    if not public or response.cookies or not isinstance(response, HttpResponse):
        return None
    if "Cookie" in response.headers.get("Vary", ""):
        return None
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers["Cache-Control"] = ASK_AGAIN
    digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    response.headers["ETag"] = f'"{digest}"'
    response.headers["Content-Length"] = str(len(response.content))
    return Kept(dict(response.headers.items()), response.content)


def _lifetime(request: HttpRequest) -> float | None:
    """Return for how many seconds a page may be kept; 0 for not at all."""
    longest: float | None = caches["pages"].default_timeout
    moment = getattr(request, STALE_AT, None)
    if moment is None:
        return longest
    left = max(0.0, (moment - timezone.now()).total_seconds())
    return left if longest is None else min(left, longest)


def _answer(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    if kept.headers["ETag"] in request.META.get("HTTP_IF_NONE_MATCH", ""):
        same = {name: kept.headers[name] for name in STAYS if name in kept.headers}
        return HttpResponseNotModified(headers=same)
    return HttpResponse(kept.body, headers=kept.headers)


def _private(response: HttpResponseBase, *, keep: bool = True) -> HttpResponseBase:
    """Say that this is for one browser alone, and unless `keep`, that it must not keep it.

    What was shown to somebody who is signed in must not come back with the browser's Back button.
    """
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True, no_store=not keep)
    return response
