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
    view = _public_form(request) if _is_ours(request, reason) else None
    if view is None:
        response: HttpResponse = render(request, "cms/unsent.html", status=403)
    else:
        setattr(request, UNSENT, True)
        response = view(request, *request.resolver_match.args, **request.resolver_match.kwargs)
        response.status_code = 403 if response.status_code == 200 else response.status_code
    add_never_cache_headers(response)
    return response


def _is_ours(request: HttpRequest, reason: str) -> bool:
    """Whether a page of this portal sent the form: Django has compared `Origin`, if it is there."""
    return "Origin" in request.headers and reason.startswith(OF_THE_TOKEN)


def _public_form(request: HttpRequest) -> Any:
    """Return the view that the form was sent to, where it is one that anybody may send."""
    view = request.resolver_match.func if request.resolver_match else None
    kind = getattr(view, "view_class", None)
    shows_again = isinstance(kind, type) and issubclass(kind, PublicFormView)
    return view if shows_again and kind.post is PublicFormView.post else None
