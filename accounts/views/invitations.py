"""Inviting people to the team, one or many, and what can be done with an invitation (A1, A3)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import RedirectURLMixin
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.forms.team import InviteForm
from accounts.models import Invitation
from accounts.paging import key_in, page_of
from accounts.rules import can_agree_to_casework_role, can_manage_team, can_see_team
from accounts.services import (
    approve_invitation,
    invite_person,
    resend_expired,
    resend_invitation,
    withdraw_invitation,
)
from accounts.team import name_scopes
from accounts.views.buttons import Button, ServiceButton
from accounts.views.pages import Page, ServicePage

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
        invitation = invite_person(actor=self.actor, **typed)
        messages.success(self.request, what_happens(invitation))


class InvitationsView(Page):
    """All open invitations, newest first, a page at a time."""

    rule = can_see_team
    template_name = "accounts/invitations.html"
    title = gettext_lazy("Open invitations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the invitations after a key, and how many have expired."""
        found = Invitation.objects.pending().select_related("invited_by")
        after = key_in(self.request.GET.get("after", ""))
        page = page_of(found, below=after, length=PAGE_LENGTH)
        return super().get_context_data(
            invitations=name_scopes(page.rows),
            older_url=f"?after={page.older}" if page.older else "",
            expired=Invitation.objects.expired().count(),
            can_manage=can_manage_team(self.request.user),
            can_agree=can_agree_to_casework_role(self.request.user),
            **kwargs,
        )


class InvitationAction(RedirectURLMixin, ServiceButton):
    """One button beside an invitation; then back to where it stood, on this host only."""

    rule = can_manage_team

    def get_default_redirect_url(self) -> str:
        """Return the team's page, where no other was named."""
        return reverse("accounts:team")

    def thing(self) -> dict[str, Any]:
        """Return the invitation, if it is still open."""
        found = get_object_or_404(Invitation.objects.pending(), pk=self.kwargs["pk"])
        return {"invitation": found}


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


class ResendExpiredView(Button):
    """Send all expired invitations again."""

    rule = can_manage_team
    success_url = "accounts:invitations"

    def act(self) -> str:
        """Do it, and say how many."""
        number = resend_expired(actor=self.actor)
        text = ngettext(
            "%(number)d invitation is on its way again.",
            "%(number)d invitations are on their way again.",
            number,
        )
        return text % {"number": number}


def what_happens(invitation: Invitation) -> str:
    """Say whether an invitation's mail is on its way or waits."""
    if invitation.awaits_approval:
        return _("The invitation goes out when a practice manager has agreed to it.")
    return _("The invitation is on its way to %s.") % invitation.email
