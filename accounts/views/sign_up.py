"""Signing up, confirming an address, accepting an invitation."""

from typing import Any

from django.contrib import messages
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.account import (
    AcceptInvitationForm,
    AcceptWithAccountForm,
    ConfirmEmailForm,
    SignUpForm,
)
from accounts.models import Invitation
from accounts.rules import anyone
from accounts.scopes import label_of
from accounts.services import (
    accept_invitation,
    account_of,
    confirm_email,
    find_invitation,
    sign_up,
)
from accounts.tokens import person_to_confirm
from accounts.views.pages import LinkPage, Page, ServicePage, SigningInPage
from tenants.languages import spoken


class SignUpView(ServicePage):
    """An account for a member; the answer never tells whether the address is known (A1)."""

    rule = anyone
    form_class = SignUpForm
    template_name = "accounts/sign_up.html"
    title = gettext_lazy("Create an account")
    success_url = reverse_lazy("accounts:sign_up_sent")

    def perform(self, **typed: Any) -> None:
        """Ask for the account."""
        sign_up(language=spoken(), **typed)


class SignUpSentView(Page):
    """Check your mail."""

    rule = anyone
    template_name = "accounts/sign_up_sent.html"
    title = gettext_lazy("Check your e-mail")


class ConfirmEmailView(SigningInPage, LinkPage):
    """From the link in the mail to a confirmed account, signed in."""

    rule = anyone
    form_class = ConfirmEmailForm
    template_name = "accounts/confirm_email.html"
    title = gettext_lazy("Confirm your e-mail address")
    success_url = reverse_lazy("accounts:account")

    def check_link(self) -> None:
        """The link must be this portal's and unused."""
        person_to_confirm(self.kwargs["token"])

    def perform(self, **typed: Any) -> None:
        """Confirm and sign in."""
        person = confirm_email(token=self.kwargs["token"], **typed)
        self.welcome(person)
        messages.success(self.request, _("Your e-mail address is confirmed. Welcome."))


class AcceptInvitationView(SigningInPage, LinkPage):
    """Shows the role, the portal and who invites; asks for a name and password, or a password."""

    rule = anyone
    template_name = "accounts/accept_invitation.html"
    title = gettext_lazy("Accept your invitation")
    success_url = reverse_lazy("accounts:account")

    invitation: Invitation

    def check_link(self) -> None:
        """The link must be this portal's, in time and unused."""
        self.invitation = find_invitation(self.kwargs["token"])

    def get_form_class(self) -> type[Any]:
        """Return the form for those with an account, or the one for those without."""
        return AcceptWithAccountForm if account_of(self.invitation) else AcceptInvitationForm

    def get_initial(self) -> dict[str, Any]:
        """Offer the name under which the person was invited."""
        return {"display_name": self.invitation.display_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the invitation."""
        where = label_of(self.invitation.scope)
        return super().get_context_data(invitation=self.invitation, where=where, **kwargs)

    def perform(self, **typed: Any) -> None:
        """Accept and sign in."""
        named = {"display_name": "", **typed}
        person = accept_invitation(token=self.kwargs["token"], **named)
        self.welcome(person)
        messages.success(self.request, _("You have joined the team. Welcome."))
