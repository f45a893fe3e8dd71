"""Where one is signed in (A6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.devices import device_in_words, place_in_words
from accounts.models import Visit
from accounts.rules import can_see_own_account
from accounts.services import end_session, end_sessions, visits_of
from accounts.sessions import renew_key
from accounts.views.pages import Page, PrivatePage
from tenants.errors import ServiceError
from tenants.visitors import address_of


@dataclass(frozen=True, slots=True)
class Place:
    """One session, in words."""

    pk: int
    device: str
    whereabouts: str
    began_at: datetime
    seen_at: datetime
    is_here: bool


class SessionsView(Page):
    """The devices on which one is signed in, this one first."""

    rule = can_see_own_account
    template_name = "accounts/sessions.html"
    title = gettext_lazy("Where you are signed in")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each session in words."""
        visits = visits_of(self.request.user)  # type: ignore[arg-type]
        places = sorted((self._place(visit) for visit in visits), key=lambda each: not each.is_here)
        others = sum(not place.is_here for place in places)
        return super().get_context_data(places=places, others=others, **kwargs)

    def _place(self, visit: Visit) -> Place:
        return Place(
            pk=visit.pk,
            device=device_in_words(visit.user_agent),
            whereabouts=place_in_words(visit.address, address_of(self.request)),
            began_at=visit.began_at,
            seen_at=visit.seen_at,
            is_here=visit.session_key == self.request.session.session_key,
        )


class Ending(PrivatePage, View):
    """A button of that page."""

    rule = can_see_own_account
    http_method_names = ["post", "options"]


class EndSessionView(Ending):
    """Signs out of one place."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it; the session in hand is ended by signing out."""
        visit = get_object_or_404(Visit.objects.select_related("user"), pk=pk, user=request.user.pk)
        if visit.session_key == request.session.session_key:
            return redirect("accounts:sign_out")
        try:
            end_session(actor=request.user, visit=visit)  # type: ignore[arg-type]
            words = _("Signed out: %s.") % device_in_words(visit.user_agent)
            messages.success(request, words)
        except ServiceError as error:
            messages.error(request, str(error))
        return redirect("accounts:sessions")


class EndOthersView(Ending):
    """Signs out of everywhere but here."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """End them; this session goes on under a new key."""
        person: Any = request.user
        keep = request.session.session_key or ""
        renew_key(request, end_sessions(actor=person, person=person, keep=keep))
        messages.success(request, _("You are signed out everywhere else."))
        return redirect("accounts:sessions")
