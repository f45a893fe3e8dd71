"""The address decides the language of a page, and of nothing after it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation

from tenants.languages import addressed, segment, split, spoken
from tenants.middleware import PortalRequest

EDITING = "/admin/"
"""The editing area has one address and one language."""


class LanguageMiddleware:
    """Answer below `/cy/` as above it, in Welsh.

    Views see a path without the language in `path_info`, and all of it in `path`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponseBase:
        """Set the language, answer, and say which it was."""
        language, plain = split(request.path_info, request.tenant)
        if elsewhere := self._elsewhere(request, plain):
            return HttpResponseRedirect(elsewhere)
        if plain.startswith(EDITING):
            language = settings.STARTER_LANGUAGE
        request.path_info = plain
        prefix = segment(language, request.tenant) if plain != request.path else ""
        with translation.override(language), addressed(f"{prefix}/"):
            response = self.get_response(request)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                response.headers.setdefault("Content-Language", spoken())
        return response

    @staticmethod
    def _elsewhere(request: PortalRequest, plain: str) -> str:
        """Return the one address of what was asked for by another: `/en/` of the main language.

        Its editing area has one too. A leading `//` would lead to another host.
        """
        main = f"/{request.tenant.default_language}/"
        if request.tenant.is_platform or request.method not in ("GET", "HEAD"):
            return ""
        if request.path_info.startswith(main):
            plain = request.path_info.removeprefix(main.rstrip("/"))
        elif plain == request.path_info or not plain.startswith(EDITING):
            return ""
        query = request.META.get("QUERY_STRING", "")
        return f"/{plain.lstrip('/')}{'?' if query else ''}{query}"
