"""The open API for people: where it is, and what it can be asked for (C11)."""

from typing import Any

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.directory.api.openapi import PROFILE
from cms.directory.api.parameters import FILTERS, PAGING
from cms.directory.api.views import OPEN_TO_ALL
from cms.directory.finder.views.frame import FinderFrame
from cms.directory.finder.views.public import Kept
from tenants.access import declare
from tenants.current import current
from tenants.rules import anyone

LISTS = {
    "services": _("Services"),
    "service_at_locations": _("Services at places"),
    "taxonomies": _("Ways of sorting services"),
    "taxonomy_terms": _("Words by which services are sorted"),
}


class DocumentationView(Kept, FinderFrame):
    """A page about the open API."""

    template_name = "directory/api.html"
    title = _("Use our directory’s data")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the addresses and the parameters."""
        urls = {name: reverse(f"open_referral:{name}") for name in LISTS}
        return super().get_context_data(
            lists=[
                {"words": words, "url": urls[name], "full_url": current().url(urls[name])}
                for name, words in LISTS.items()
            ],
            parameters=[*FILTERS, *PAGING],
            profile=PROFILE,
            openapi_url=reverse("open_referral:openapi"),
            **kwargs,
        )


@declare(anyone)
def without_slash(request: HttpRequest, path: str) -> HttpResponsePermanentRedirect:
    """Lead from an address with a slash at its end, as people type it, to the one without."""
    query = request.META.get("QUERY_STRING", "")
    where = f"{reverse('open_referral:about')}{path}"
    address = f"{where}?{query}" if query else where
    return HttpResponsePermanentRedirect(address, headers=OPEN_TO_ALL)
