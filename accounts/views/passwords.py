"""A new password: by e-mail, or knowing the old one."""

from typing import Any

from django.contrib import messages
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.account import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from accounts.rules import anyone, can_see_own_account
from accounts.services import change_password, request_password_reset, reset_password
from accounts.sessions import renew_key
from accounts.tokens import person_to_reset
from accounts.views.pages import LinkPage, Page, ServicePage


class PasswordResetView(ServicePage):
    """Asks for the address that the link goes to."""

    rule = anyone
    form_class = ForgottenPasswordForm
    template_name = "accounts/password_reset.html"
    title = gettext_lazy("Forgotten your password?")
    success_url = reverse_lazy("accounts:password_reset_sent")

    def perform(self, **typed: Any) -> None:
        """Send a mail in every case."""
        request_password_reset(**typed)


class PasswordResetSentView(Page):
    """Check your mail."""

    rule = anyone
    template_name = "accounts/password_reset_sent.html"
    title = gettext_lazy("Check your e-mail")


class NewPasswordView(LinkPage):
    """From the link in the mail to a new password."""

    rule = anyone
    form_class = NewPasswordForm
    template_name = "accounts/password_new.html"
    title = gettext_lazy("Choose a new password")
    success_url = reverse_lazy("accounts:password_done")

    def check_link(self) -> None:
        """The link must be this portal's, in time and unused."""
        person_to_reset(**self.kwargs)

    def perform(self, **typed: Any) -> None:
        """Set the password."""
        reset_password(**self.kwargs, **typed)


class PasswordDoneView(Page):
    """It is done."""

    rule = anyone
    template_name = "accounts/password_done.html"
    title = gettext_lazy("Your password is changed")


class ChangePasswordView(ServicePage):
    """Ends all other sessions; the one in hand goes on."""

    rule = can_see_own_account
    form_class = ChangePasswordForm
    template_name = "accounts/password_change.html"
    title = gettext_lazy("Change your password")
    success_url = reverse_lazy("accounts:account")

    def perform(self, **typed: Any) -> None:
        """Change it and keep this session."""
        person = change_password(actor=self.actor, **typed)
        renew_key(self.request, person)
        messages.success(self.request, _("Your password is changed."))
