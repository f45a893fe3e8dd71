"""The page on which a video is watched: opening it is agreeing to what its player does (C2)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cms.blocks.finding import value_of_block
from cms.blocks.video import FRAMES, player_of
from cms.models import SitePage
from cms.page_map import page_map
from tenants.access import declare
from tenants.page_cache import mark_public
from tenants.rules import anyone
from tenants.security import STRICT, written

WITH_PLAYERS = written({**STRICT, "frame-src": " ".join(FRAMES.values())})
"""The one policy that lets a frame of others in, for this page alone."""


@declare(anyone)
def video(request: HttpRequest, page: int, block: uuid.UUID) -> HttpResponse:
    """Show one video of a published page. Raises `Http404` for any other."""
    entry = page_map().linked(page)
    found = SitePage.objects.live().filter(pk=page).first() if entry else None
    value = value_of_block(found.specific, "video", str(block)) if found else None
    player, frame_url = player_of(value["address"]) if value else ("", "")
    if entry is None or not player:
        raise Http404
    context = {"video": value, "player": player, "frame_url": frame_url, "back": entry.url}
    response = render(request, "cms/video.html", context)
    response.headers["Content-Security-Policy"] = WITH_PLAYERS
    return mark_public(response)
