"""Signing in and out."""

from typing import Any

from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from accounts.forms.account import SignInForm
from accounts.rules import anyone
from accounts.sessions import check_credentials, sign_out
from accounts.views.pages import Page, ServicePage, SigningInPage
from tenants.languages import in_language
from tenants.security import LEFT_BEHIND


class SignInView(SigningInPage, RedirectURLMixin, ServicePage):
    """E-mail address and password; then back to where one came from, on this host only."""

    rule = anyone
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    title = gettext_lazy("Sign in")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say that a session was over where that is why somebody is here."""
        asked = self.request.GET
        said = {name: name in asked for name in ("expired", "unsent")}
        return super().get_context_data(**said, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send on whoever is signed in already."""
        if request.user.is_authenticated:
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_default_redirect_url(self) -> str:
        """Lead to the home page in the person's own language."""
        person: Any = self.person or self.request.user
        return in_language("/", person.language)

    def perform(self, **typed: Any) -> None:
        """Check, then begin a session or ask for the second step."""
        self.welcome(check_credentials(self.request, **typed))


class SignOutView(Page):
    """Asks on GET, so that a link or picture elsewhere signs nobody out."""

    rule = anyone
    without_second_factor = True
    template_name = "accounts/sign_out.html"
    title = gettext_lazy("Sign out")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, or say that it is done."""
        if not request.user.is_authenticated:
            return redirect("accounts:signed_out")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """End the session."""
        if request.user.is_authenticated:
            sign_out(request)
        response = redirect("accounts:signed_out")
        if request.is_secure():  # browsers heed it over HTTPS alone
            response.headers["Clear-Site-Data"] = LEFT_BEHIND
        return response


class SignedOutView(Page):
    """It is done."""

    rule = anyone
    without_second_factor = True
    template_name = "accounts/signed_out.html"
    title = gettext_lazy("You have signed out")
