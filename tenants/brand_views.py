"""A portal's look as files that browsers may keep: stylesheet, icon, emblem."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from tenants.access import declare
from tenants.brand_pictures import picture_url
from tenants.current import current
from tenants.rules import anyone
from theme.brand import fingerprint, legible, parse, stylesheet
from theme.emblem import emblem_svg, favicon_svg

FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
SVG = "image/svg+xml"


@declare(anyone, without_second_factor=True)
def stylesheet_view(request: HttpRequest, mark: str) -> HttpResponse:
    """Send the brand's custom properties under the address that is made of their digest."""
    brand = legible(parse(current().theme))
    if mark != fingerprint(brand):
        raise Http404
    return _kept(stylesheet(brand), "text/css", FOR_EVER)


@declare(anyone, without_second_factor=True)
def icon(request: HttpRequest) -> HttpResponse:
    """Send the icon that browsers show in their tabs."""
    portal = current()
    svg = favicon_svg(legible(parse(portal.theme)), portal.short_name[:2])
    return _kept(svg, SVG, A_DAY)


@declare(anyone, without_second_factor=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """Send on what asks for an icon where icons used to be."""
    response = redirect(picture_url(current().theme, "icon") or "brand_icon")
    response.headers["Cache-Control"] = A_DAY
    return response


@declare(anyone, without_second_factor=True)
def emblem(request: HttpRequest) -> HttpResponse:
    """Send the portal's emblem."""
    portal = current()
    svg = emblem_svg(legible(parse(portal.theme)), portal.short_name[:2])
    return _kept(svg, SVG, A_DAY)


def _kept(body: str, kind: str, how_long: str) -> HttpResponse:
    response = HttpResponse(body, content_type=f"{kind}; charset=utf-8")
    response.headers["Cache-Control"] = how_long
    if kind == SVG:
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
