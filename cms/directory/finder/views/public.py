"""One service and one organisation, as everybody sees them; the code for a leaflet."""

import io
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from cms.directory.finder.cards import cards_of
from cms.directory.finder.catalogue import catalogue
from cms.directory.finder.listing import stale_with_the_day
from cms.directory.finder.own_list import shown_of
from cms.directory.finder.views.frame import FinderFrame, shown_service
from cms.directory.finder.whole import whole_organisation, whole_service
from tenants.access import declare
from tenants.current import current
from tenants.page_cache import mark_public
from tenants.rules import anyone


class Kept:
    """A page that is the same for every visitor who is not signed in, until midnight at most."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Mark it so."""
        stale_with_the_day(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response if request.user.is_authenticated else mark_public(response)


class ServiceView(Kept, FinderFrame):
    """One service: what, for whom, how to get it, when, where, at what cost, whom to ask."""

    template_name = "directory/service.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add all that is known; 404 for what does not show."""
        found = whole_service(self.kwargs["pk"])
        if found is None:
            raise Http404
        name = found["service"].said("name")
        return super().get_context_data(
            title=name,
            page_description=found["service"].said("description")[:160],
            full_url=current().url(self.request.path),
            **found,
            **kwargs,
        )


class OrganisationView(Kept, FinderFrame):
    """One organisation with its services."""

    template_name = "directory/organisation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what it is and what it runs; 404 where nothing of it shows."""
        found = whole_organisation(self.kwargs["pk"])
        if found is None:
            raise Http404
        known = catalogue()
        cards = cards_of(known, shown_of(known, found["organisation"].service_keys))
        name = found["organisation"].said("name")
        return super().get_context_data(
            title=name,
            page_description=found["organisation"].said("description")[:160],
            full_url=current().url(self.request.path),
            cards=cards,
            **found,
            **kwargs,
        )


class ShareView(Kept, FinderFrame):
    """A service's address as a code for leaflets, as a link, and on paper."""

    template_name = "directory/share.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the service and its address."""
        service = shown_service(self.kwargs["pk"])
        url = reverse("finder:service", args=[service.pk])
        return super().get_context_data(
            title=service.said("name"),
            service=service,
            url=url,
            address=current().url(url),
            **kwargs,
        )


@declare(anyone)
def code(request: HttpRequest, pk: Any) -> HttpResponse:
    """Draw a service's address as a QR code."""
    stale_with_the_day(request)
    address = current().url(reverse("finder:service", args=[shown_service(pk).pk]))
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", scale=8, border=4, dark="#000", light="#fff"
    )
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return mark_public(response)
