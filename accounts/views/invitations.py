"""Inviting people to the team, one or many, and what can be done with an invitation (A1, A3)."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from accounts.forms.team import InviteForm
from accounts.models import Invitation
from accounts.rules import can_agree_to_casework_role, can_manage_team, can_see_team
from accounts.services import (
    approve_invitation,
    invite_person,
    resend_expired,
    resend_invitation,
    withdraw_invitation,
)
from accounts.team import name_scopes
from accounts.views.pages import Page, PrivatePage, ServicePage
from tenants.errors import ServiceError

PAGE_LENGTH = 100


class InviteView(ServicePage):
    """Invite an address for a role."""

    rule = can_manage_team
    form_class = InviteForm
    template_name = "accounts/invite.html"
    title = gettext_lazy("Invite somebody")
    success_url = reverse_lazy("accounts:team")

    def perform(self, **typed: Any) -> None:
        """Invite; say whether the mail is on its way or waits."""
        invitation = invite_person(actor=self.request.user, **typed)  # type: ignore[arg-type]
        messages.success(self.request, what_happens(invitation))


class InvitationsView(Page):
    """All open invitations, newest first, a page at a time."""

    rule = can_see_team
    template_name = "accounts/invitations.html"
    title = gettext_lazy("Open invitations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the invitations after a key, and how many have expired."""
        after = self.request.GET.get("after", "")
        found = Invitation.objects.pending().select_related("invited_by").order_by("-pk")
        if after.isdecimal() and len(after) < 19:
            found = found.filter(pk__lt=int(after))
        shown = list(found[: PAGE_LENGTH + 1])
        more = len(shown) > PAGE_LENGTH
        shown = shown[:PAGE_LENGTH]
        return super().get_context_data(
            invitations=name_scopes(shown),
            older_url=f"?after={shown[-1].pk}" if more else "",
            expired=Invitation.objects.expired().count(),
            can_manage=can_manage_team(self.request.user),
            can_agree=can_agree_to_casework_role(self.request.user),
            **kwargs,
        )


class InvitationAction(RedirectURLMixin, PrivatePage, View):
    """One button beside an invitation; then back to where it stood, on this host only."""

    rule = can_manage_team
    http_method_names: ClassVar[list[str]] = ["post", "options"]  # type: ignore[misc]
    service: ClassVar[Callable[..., Invitation]]
    done: ClassVar[Any]

    def get_default_redirect_url(self) -> str:
        """Return the team's page, where no other was named."""
        return reverse("accounts:team")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and say so or why not."""
        invitation = get_object_or_404(Invitation.objects.pending(), pk=pk)
        try:
            type(self).service(actor=request.user, invitation=invitation)
            messages.success(request, self.done)
        except ServiceError as error:
            messages.error(request, str(error))
        return redirect(self.get_success_url())


class ResendView(InvitationAction):
    """Send the invitation again."""

    service = resend_invitation
    done = gettext_lazy("The invitation is on its way again.")


class WithdrawView(InvitationAction):
    """Take the invitation back, or do not agree to it."""

    rule = can_see_team
    service = withdraw_invitation
    done = gettext_lazy("The invitation is withdrawn.")


class AgreeView(InvitationAction):
    """Agree to a casework role."""

    rule = can_agree_to_casework_role
    service = approve_invitation
    done = gettext_lazy("You have agreed. The invitation is on its way.")


class ResendExpiredView(PrivatePage, View):
    """Send all expired invitations again."""

    rule = can_manage_team
    http_method_names: ClassVar[list[str]] = ["post", "options"]  # type: ignore[misc]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it, and say how many."""
        number = resend_expired(actor=request.user)  # type: ignore[arg-type]
        text = ngettext(
            "%(number)d invitation is on its way again.",
            "%(number)d invitations are on their way again.",
            number,
        )
        messages.success(request, text % {"number": number})
        return redirect("accounts:invitations")


def what_happens(invitation: Invitation) -> str:
    """Say whether an invitation's mail is on its way or waits."""
    if invitation.awaits_approval:
        return _("The invitation goes out when a practice manager has agreed to it.")
    return _("The invitation is on its way to %s.") % invitation.email
