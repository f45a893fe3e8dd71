"""A form whose token is missing or stale: what was typed stays, and a person sends it again (O6).

Cookies get lost, and pages stay open for days. The form is shown again as it was filled in, with a
fresh token; nothing is done before somebody presses its button. What may come from another site is
never shown as if a visitor had typed it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_CSRF_TOKEN_MISSING, REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from cms.public_forms import UNSENT, PublicFormView
from tenants import errors

OF_THE_TOKEN = (REASON_CSRF_TOKEN_MISSING, REASON_NO_CSRF_COOKIE, "CSRF token", "CSRF cookie")
"""How Django's reasons begin that speak of the token; others speak of another site."""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show a public form again with what was typed; of others, a page that says what to do."""
    portal = getattr(request, "tenant", None)
    if portal is None or portal.is_platform:
        return errors.csrf_failure(request, reason)
    match = request.resolver_match
    response: HttpResponse
    if match and shows_again(match.func) and _is_ours(request, reason):
        setattr(request, UNSENT, True)
        response = match.func(request, *match.args, **match.kwargs)
        response.status_code = 403 if response.status_code == 200 else response.status_code
    else:
        response = render(request, "cms/unsent.html", status=403)
    add_never_cache_headers(response)
    return response


def _is_ours(request: HttpRequest, reason: str) -> bool:
    """Whether a page of this portal sent the form: Django has compared `Origin`, if it is there."""
    return "Origin" in request.headers and reason.startswith(OF_THE_TOKEN)


def shows_again(view: Any) -> bool:
    """Whether a view is that of a form that anybody may send, and heeds `UNSENT`."""
    kind = getattr(view, "view_class", None)
    is_public = isinstance(kind, type) and issubclass(kind, PublicFormView)
    return is_public and kind.post is PublicFormView.post  # type: ignore[union-attr]
