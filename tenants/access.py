"""How a view declares who may use it. Every view declares one rule; the suite fails without.

The rules themselves are in each app's `rules.py`; services check them again.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from tenants.rules import anyone

STEP_UP = timedelta(minutes=5)
"""How fresh a proof must be for what is hard to undo (A5)."""
UNSENT = "unsent=1"
"""What the sign-in page is told when a form could not be carried out."""
Rule = Callable[[Any, Any], bool]


def refuse(request: HttpRequest, *, hidden: bool) -> HttpResponseBase:
    """Send a stranger to sign in; tell others no, or that nothing is here."""
    if hidden:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(where_asked(request), _sign_in_url(request))
    raise PermissionDenied


def prove_again(request: HttpRequest) -> HttpResponseBase:
    """Send somebody to prove who they are, and back: to the page, never to a form they sent."""
    return redirect_to_login(where_asked(request, request.path), resolve_url(settings.STEP_UP_URL))


def where_asked(request: HttpRequest, otherwise: str = "/") -> str:
    """Return the page to come back to: for a form that was sent, the page that it stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    return page.path if page.netloc == request.get_host() and page.path else otherwise


def _sign_in_url(request: HttpRequest) -> str:
    """Return where to sign in; it says so when a form was sent and not carried out."""
    url = resolve_url(settings.LOGIN_URL)
    return url if request.method in ("GET", "HEAD") else f"{url}?{UNSENT}"


def declare(
    rule: Rule, *, hidden: bool = False, without_second_factor: bool = False
) -> Callable[..., Callable[..., Any]]:
    """Declare the rule of a function view: `@declare(rules.can_…)`.

    `without_second_factor`: it opens for people who have still to set theirs up (A4).
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not rule(getattr(request, "user", None), None):
                return refuse(request, hidden=hidden)
            return view(request, *args, **kwargs)

        checked.rule = rule  # type: ignore[attr-defined]
        checked.without_second_factor = without_second_factor  # type: ignore[attr-defined]
        return checked

    return decorate


class RuleMixin:
    """Declares the rule of a class-based view; checked before anything else happens.

    `rule(user, obj)` is asked with `get_rule_object()`: None unless a view says otherwise.
    `step_up`: the person must have proved who they are within the last five minutes (A5).
    """

    rule: ClassVar[Rule]
    hidden: ClassVar[bool] = False
    asks_strangers: ClassVar[bool] = False
    """Whether what is hidden asks those to sign in whom it does not know: it may be theirs."""
    step_up: ClassVar[bool] = False

    def get_rule_object(self) -> Any:
        """Return what the rule is asked about."""
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the rule, then go on."""
        try:
            about = self.get_rule_object()
        except Http404:
            if request.user.is_authenticated or type(self).rule is anyone:
                raise
            return self._refuse(request)  # strangers do not learn what is there
        if not type(self).rule(request.user, about):
            return self._refuse(request)
        if type(self).step_up and not request.user.proved_within(STEP_UP):  # type: ignore[union-attr]
            return prove_again(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def _refuse(self, request: HttpRequest) -> HttpResponseBase:
        asks = self.asks_strangers and not request.user.is_authenticated
        return refuse(request, hidden=self.hidden and not asks)
