"""What the passkey script talks to: JSON in, JSON out, refusals in plain words (A4)."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.models import User
from accounts.passkeys import begin_adding, begin_proving, complete_adding, complete_proving
from accounts.rules import anyone, can_see_own_account
from accounts.sessions import PASSKEY, half_of, note_proof, renew_key, sign_in
from accounts.views.pages import Page, PrivatePage
from tenants.errors import ServiceError

LONGEST = 64_000
"""Bytes of an answer; real ones are about one thousand."""


class AddPasskeyView(Page):
    """A name and a button; the browser asks for the rest."""

    rule = can_see_own_account
    step_up = True
    without_second_factor = True
    template_name = "accounts/passkey_new.html"
    title = gettext_lazy("Set up a passkey")


class Ceremony(PrivatePage, View):
    """One step of a passkey's ceremony."""

    http_method_names = ["post", "options"]
    without_second_factor = True

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say in words why not."""
        try:
            return JsonResponse(self.answer(_sent(request)))
        except ServiceError as error:
            return JsonResponse({"error": str(error)}, status=400)

    def answer(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Return what the script gets. Raises `ServiceError`."""
        raise NotImplementedError


class BeginAddingView(Ceremony):
    """The options for a new passkey."""

    rule = can_see_own_account
    step_up = True

    def answer(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Return them."""
        return begin_adding(self.request, self.actor)


class CompleteAddingView(Ceremony):
    """The new passkey; then on to recovery codes, if there are none."""

    rule = can_see_own_account
    step_up = True

    def answer(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Keep it; the session counts as verified, since the device has just verified."""
        credential, name = sent.get("credential"), sent.get("name")
        person = complete_adding(
            self.request,
            self.actor,
            answer=credential if isinstance(credential, dict) else {},
            name=name if isinstance(name, str) else "",
        )
        note_proof(self.request, person, method=PASSKEY)
        renew_key(self.request, person)
        messages.success(self.request, _("Your passkey is set up."))
        has_codes = person.recovery_codes.exists()
        return {"url": reverse("accounts:two_factor" if has_codes else "accounts:recovery_codes")}


class _Proving(Ceremony):
    """Whoever is half signed in, or signed in."""

    rule = anyone

    @property
    def person(self) -> User:
        if self.request.user.is_authenticated:
            return self.actor
        half = half_of(self.request)
        if half is None:
            raise ServiceError(_("You took too long. Sign in again."))
        return half


class BeginProvingView(_Proving):
    """The options for proving it with a passkey."""

    def answer(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Return them."""
        return begin_proving(self.request, self.person)


class CompleteProvingView(RedirectURLMixin, _Proving):
    """The passkey's answer; then on to where the person wanted to go."""

    next_page = "/"

    def answer(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Sign in, or note the proof."""
        person, credential = self.person, sent.get("credential")
        answer = credential if isinstance(credential, dict) else {}
        complete_proving(self.request, person, answer=answer)
        if self.request.user.is_authenticated:
            note_proof(self.request, person, method=PASSKEY)
            renew_key(self.request, person)
        else:
            sign_in(self.request, person, method=PASSKEY)
        return {"url": self.get_success_url()}


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        if request.content_type != "application/json":
            raise ValueError
        if int(request.headers.get("Content-Length") or 0) > LONGEST:
            raise ValueError
        sent = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise ServiceError(_("This could not be read.")) from None
    return sent if isinstance(sent, dict) else {}
