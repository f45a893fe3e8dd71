"""Where one is signed in (A6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.devices import device_in_words, place_in_words
from accounts.models import Visit
from accounts.rules import can_see_own_account
from accounts.services import end_session, end_sessions, visits_of
from accounts.sessions import renew_key
from accounts.views.buttons import Button
from accounts.views.pages import Page
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
        visits = visits_of(self.actor)
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


class EndSessionView(Button):
    """Signs out of one place."""

    rule = can_see_own_account
    success_url = "accounts:sessions"

    @cached_property
    def visit(self) -> Visit:
        """One's own session that the address names."""
        own = Visit.objects.filter(user=self.actor.pk).select_related("user")
        return get_object_or_404(own, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """End it; the session in hand is ended by signing out."""
        if self.visit.session_key == request.session.session_key:
            return redirect("accounts:sign_out")
        return super().post(request, **kwargs)

    def act(self) -> str:
        """End it."""
        end_session(actor=self.actor, visit=self.visit)
        return _("Signed out: %s.") % device_in_words(self.visit.user_agent)


class EndOthersView(Button):
    """Signs out of everywhere but here."""

    rule = can_see_own_account
    success_url = "accounts:sessions"

    def act(self) -> str:
        """End them; this session goes on under a new key."""
        keep = self.request.session.session_key or ""
        person = end_sessions(actor=self.actor, person=self.actor, keep=keep)
        renew_key(self.request, person)
        return _("You are signed out everywhere else.")
