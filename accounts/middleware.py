"""Who is asking: in place of Django's AuthenticationMiddleware."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.services.second_factors import has_second_factor, needs_second_factor
from accounts.sessions import person_of

EXPIRED = "expired=1"
"""What the sign-in page is told in its address."""


class PortalSessionMiddleware:
    """Set `request.user`: nobody without a session's cookie, else whoever the session is for.

    Without the cookie the session is not touched, so that public pages ask nothing of the database
    and do not vary by cookie. With it, the session is read when somebody first asks who it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the user and go on."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.user = SimpleLazyObject(lambda: person_of(request))  # type: ignore[assignment]
        else:
            request.user = AnonymousUser()

        async def auser() -> User | AnonymousUser:
            return request.user

        request.auser = auser
        return told_why(request, self.get_response(request))


def told_why(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let the sign-in page say that a session was over, where somebody is sent there for it."""
    if not getattr(request, "session_expired", False):
        return response
    parts = urlsplit(response.headers.get("Location", ""))
    if parts.path == resolve_url(settings.LOGIN_URL):
        query = "&".join(filter(None, (parts.query, EXPIRED)))
        response.headers["Location"] = parts._replace(query=query).geturl()
    return response


class SecondFactorMiddleware:
    """Hold back people whose role needs a second factor that their session has not passed (A4).

    Whatever they ask for, they get its enrolment, or the question for it where they have enrolled;
    besides these, only signing out and what pages are made of.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; the check waits until the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Send them where the second factor is set up or asked for."""
        person = request.user
        if not isinstance(person, User) or person.is_verified() or not needs_second_factor(person):
            return None
        if getattr(getattr(view, "view_class", view), "without_second_factor", False):
            return None
        if has_second_factor(person):
            return redirect_to_login(request.get_full_path(), reverse("accounts:prove"))
        return redirect("accounts:two_factor")
