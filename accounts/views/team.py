"""The team: who has which role, since when and by whom; invitations (A2, A3)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.forms import EndRoleForm, InviteForm
from accounts.models import Invitation, RoleGrant
from accounts.rules import (
    can_agree_to_casework_role,
    can_end_role,
    can_manage_team,
    can_see_team,
)
from accounts.services import (
    approve_invitation,
    end_role,
    invite_person,
    resend_invitation,
    withdraw_invitation,
)
from accounts.views.pages import Page, PrivatePage, ServicePage
from tenants.errors import ServiceError


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the team's table."""

    grant: RoleGrant
    can_end: bool


class TeamView(Page):
    """Everyone who has a role, and everyone who is invited to one."""

    rule = can_see_team
    template_name = "accounts/team.html"
    title = gettext_lazy("Team")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add roles held, invitations, and what this person may do with them."""
        user = self.request.user
        grants = RoleGrant.objects.of_team().ending_after(timezone.now())
        grants = grants.select_related("user", "given_by", "approved_by")
        return super().get_context_data(
            members=[Member(grant, can_end_role(user, grant)) for grant in grants],
            invitations=Invitation.objects.pending().select_related("invited_by"),
            can_manage=can_manage_team(user),
            can_agree=can_agree_to_casework_role(user),
            **kwargs,
        )


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
        if invitation.awaits_approval:
            text = _("The invitation goes out when a practice manager has agreed to it.")
        else:
            text = _("The invitation is on its way to %s.") % invitation.email
        messages.success(self.request, text)


class EndRoleView(ServicePage):
    """Asks before a role ends."""

    rule = can_see_team
    form_class = EndRoleForm
    template_name = "accounts/end_role.html"
    title = gettext_lazy("End a role")
    success_url = reverse_lazy("accounts:team")

    @cached_property
    def grant(self) -> RoleGrant:
        """The grant to be ended."""
        grants = RoleGrant.objects.ending_after(timezone.now()).select_related("user")
        return get_object_or_404(grants, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the grant."""
        return super().get_context_data(grant=self.grant, **kwargs)

    def perform(self, **typed: Any) -> None:
        """End it."""
        ended = end_role(actor=self.request.user, grant=self.grant, **typed)  # type: ignore[arg-type]
        words = {"person": ended.user, "role": ended.definition.title}
        messages.success(self.request, _("%(person)s: the role “%(role)s” has ended.") % words)


class InvitationAction(PrivatePage, View):
    """One button beside an invitation."""

    rule = can_manage_team
    http_method_names: ClassVar[list[str]] = ["post", "options"]  # type: ignore[misc]
    service: ClassVar[Callable[..., Invitation]]
    done: ClassVar[Any]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and say so or why not on the team's page."""
        invitation = get_object_or_404(Invitation.objects.pending(), pk=pk)
        try:
            type(self).service(actor=request.user, invitation=invitation)
            messages.success(request, self.done)
        except ServiceError as error:
            messages.error(request, str(error))
        return redirect("accounts:team")


class ResendView(InvitationAction):
    """Send the invitation again."""

    service = resend_invitation
    done = gettext_lazy("The invitation is on its way again.")


class WithdrawView(InvitationAction):
    """Take the invitation back."""

    service = withdraw_invitation
    done = gettext_lazy("The invitation is withdrawn.")


class AgreeView(InvitationAction):
    """Agree to a casework role."""

    rule = can_agree_to_casework_role
    service = approve_invitation
    done = gettext_lazy("You have agreed. The invitation is on its way.")
