"""What an answer means for whoever asked, and what a view's rule says about them."""

from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory

from tests.permissions.addresses import Address

OPEN, SIGN_IN, REFUSED, HIDDEN = "open", "asked to sign in", "refused", "not found"


def outcome(answer: HttpResponse) -> str:
    """Return how somebody was answered. Whatever is past the rule counts as open."""
    assert answer.status_code < 500
    if answer.streaming:
        b"".join(answer.streaming_content)  # to the end, so that the file is closed
    if answer.status_code == 302 and answer["Location"].startswith("/sign-in/"):
        return SIGN_IN
    return {403: REFUSED, 404: HIDDEN}.get(answer.status_code, OPEN)


def promised(address: Address, arguments: dict[str, Any], place: Any, user: Any) -> str:
    """Return the outcome that the declared rule promises to a person."""
    if address.rule(user, _object(address, arguments, place, user)):
        return OPEN
    asks = getattr(address.view_class, "asks_strangers", False) and not user.is_authenticated
    if getattr(address.view_class, "hidden", False) and not asks:
        return HIDDEN
    return REFUSED if user.is_authenticated else SIGN_IN


def _object(address: Address, arguments: dict[str, Any], place: Any, user: Any) -> Any:
    if address.view_class is None:
        return None
    request = RequestFactory().get("/")
    request.user, request.tenant = user, place
    view = address.view_class(**address.view.view_initkwargs)
    view.setup(request, **arguments)
    return view.get_rule_object()
