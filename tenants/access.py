"""How a view declares who may use it. Every view declares one rule; the suite fails without.

The rules themselves are in each app's `rules.py`; services check them again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

Rule = Callable[[Any, Any], bool]


def refuse(request: HttpRequest, *, hidden: bool) -> HttpResponseBase:
    """Send a stranger to sign in; tell others no, or that nothing is here."""
    if hidden:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
    raise PermissionDenied


def declare(rule: Rule, *, hidden: bool = False) -> Callable[..., Callable[..., Any]]:
    """Declare the rule of a function view: `@declare(rules.can_…)`."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not rule(getattr(request, "user", None), None):
                return refuse(request, hidden=hidden)
            return view(request, *args, **kwargs)

        checked.rule = rule  # type: ignore[attr-defined]
        return checked

    return decorate


class RuleMixin:
    """Declares the rule of a class-based view; checked before anything else happens.

    `rule(user, obj)` is asked with `get_rule_object()`: None unless a view says otherwise.
    """

    rule: ClassVar[Rule]
    hidden: ClassVar[bool] = False

    def get_rule_object(self) -> Any:
        """Return what the rule is asked about."""
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the rule, then go on."""
        if not type(self).rule(request.user, self.get_rule_object()):
            return refuse(request, hidden=self.hidden)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
